package io.spoor.client.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Standard error: lines, and on a terminal one line below them that is written over and over. A thread of its own writes,
 * because a terminal that is held (Ctrl-S) must not hold the event loop; what it cannot take meanwhile is left out.
 */
final class Screen implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final Path STDERR = Path.of("/proc/self/fd/2");
    private static final int WAITING_MAX = 1_000;
    private static final int SETTLE_SECONDS = 2;

    private final PrintStream stream;
    private final boolean terminal;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Screen::thread,
            new ThreadPoolExecutor.DiscardPolicy());
    private String live = "";

    Screen(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    static Screen ofStandardError() {
        return new Screen(System.err, isTerminal());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "screen");
        thread.setDaemon(true);
        return thread;
    }

    boolean hasTerminal() {
        return terminal;
    }

    /** A line that stays. */
    void line(String text) {
        writer.execute(() -> {
            String erase = live.isEmpty() ? "" : ERASE;
            stream.println(erase + text);
            stream.print(live);
            stream.flush();
        });
    }

    /** The line that shows how it goes; where there is no terminal it stays like any other. */
    void live(String text) {
        if (terminal) {
            writer.execute(() -> {
                live = text;
                stream.print(ERASE + text);
                stream.flush();
            });
        } else {
            line(text);
        }
    }

    /** Takes the live line away and waits until everything is written: standard output may follow. */
    void settle() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        writer.execute(() -> {
            stream.print(live.isEmpty() ? "" : ERASE);
            stream.flush();
            live = "";
            written.complete(null);
        });
        written.completeOnTimeout(null, SETTLE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Shows nothing any more. */
    @Override
    public void close() {
        if (!writer.isShutdown()) {
            settle();
            writer.shutdown();
        }
    }

    /** Java knows of a console only if standard input and output are one too, so the kernel is asked; else no. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STDERR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
