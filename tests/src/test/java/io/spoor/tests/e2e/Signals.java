package io.spoor.tests.e2e;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Signals within a fraction of a millisecond: a shell that waits for them, where a new process for each would take several. */
final class Signals implements AutoCloseable {
    private final Process shell;
    private final BufferedWriter in;
    private final BufferedReader out;

    Signals() {
        try {
            shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = shell.outputWriter(StandardCharsets.US_ASCII);
        out = shell.inputReader(StandardCharsets.US_ASCII);
    }

    /** The process stands still when this returns. */
    void stop(App app) {
        send("STOP", app);
        while (!standsStill(app.pid())) {
            Thread.onSpinWait();
        }
    }

    /** It can do nothing any more when this returns. */
    void kill(App app) {
        send("KILL", app);
    }

    private synchronized void send(String signal, App app) {
        try {
            in.write("kill -" + signal + " " + app.pid() + " && echo done\n");
            in.flush();
            String answer = out.readLine();
            if (!"done".equals(answer)) {
                throw new AssertionError("kill -" + signal + " of " + app.name() + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All threads are stopped, as the kernel shows them below {@code /proc}. */
    private static boolean standsStill(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            List<Path> all = threads.toList();
            return all.stream().allMatch(thread -> stateOf(thread) == 'T');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The letter after the name, which stands in brackets; a thread that has ended is as good as stopped. */
    private static char stateOf(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (NoSuchFileException ended) {
            return 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shell.destroy();
    }
}
