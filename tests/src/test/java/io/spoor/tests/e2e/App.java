package io.spoor.tests.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/** A process under test: what it says, how it is asked, how it is hurt. */
final class App {
    /** The line that services say when they serve; ports are the kernel's choice and stand in it. */
    private static final String START_LINE =
            "([^\\s\"]+-[0-9a-f]{8})\\b.* listening on \\S+:(\\d+) .*metrics: http://\\S+:(\\d+)/q/metrics";

    private static final long EXIT_WITHIN_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Lines out;
    private final Lines err;

    App(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = Lines.of(name + " stdout", process.getInputStream());
        this.err = Lines.of(name + " stderr", process.getErrorStream());
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output. */
    Lines out() {
        return out;
    }

    /** Standard error. */
    Lines err() {
        return err;
    }

    /** Waits until it serves. */
    App awaitStart() {
        startLine();
        return this;
    }

    /** Identity of this process life; of its first calculator, where it has several. */
    String identity() {
        return startLine().group(1);
    }

    /** UDP port that it listens on. */
    int port() {
        return Integer.parseInt(startLine().group(2));
    }

    /** Where others reach it: the loopback address and its UDP port. */
    String address() {
        return "127.0.0.1:" + port();
    }

    /** Its health and its meters. */
    Management management() {
        return new Management(Integer.parseInt(startLine().group(3)));
    }

    /** Asks its meters. */
    Metrics metrics() {
        return management().metrics();
    }

    /** {@code kill -9}: it can do nothing about it. */
    void kill() {
        signal("KILL");
        awaitExit();
    }

    /** As Ctrl-Z does: it stands still, and its packets wait in the kernel. */
    void stop() {
        signal("STOP");
    }

    /** It goes on as if nothing had been. */
    void resume() {
        signal("CONT");
    }

    /** Asks it to leave. */
    void terminate() {
        signal("TERM");
    }

    /** Sends the signal of that name. */
    void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + signal + " of " + name + " failed: is it gone?\n" + err.text());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for its end, but only so long: for whoever has something to do until then. */
    boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until it is gone. */
    int awaitExit() {
        try {
            if (!process.waitFor(EXIT_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end:\n" + err.text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What its threads are doing, by the JVM's own dump: no agent, no connection, one signal. */
    ThreadDump threads() {
        int from = out.count();
        signal("QUIT");
        out.await(from, "^JNI global ref");
        return ThreadDump.parse(out.from(from));
    }

    /** Both streams, for whoever wonders why the test failed. */
    String story() {
        List<String> said = err.from(0);
        int skip = Math.max(0, said.size() - 60);
        return "---- " + name + (isAlive() ? "" : " (exit code " + process.exitValue() + ")") + "\n"
                + String.join("\n", said.subList(skip, said.size())) + "\n" + out.text();
    }

    /** Ends it in any case, stopped or not. */
    void destroy() {
        process.destroyForcibly();
        awaitExit();
    }

    private Matcher startLine() {
        return err.await(START_LINE);
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }
}
