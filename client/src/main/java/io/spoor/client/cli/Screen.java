package io.spoor.client.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard error: lines, and on a terminal one line below them that is written over and over. */
final class Screen {
    private static final String ERASE = "\r\u001b[K";
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private final PrintStream stream;
    private final boolean terminal;
    private boolean liveLineShown;

    Screen(PrintStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    static Screen ofStandardError() {
        return new Screen(System.err, isTerminal());
    }

    boolean hasTerminal() {
        return terminal;
    }

    /** A line that stays. */
    synchronized void line(String text) {
        clear();
        stream.println(text);
        stream.flush();
    }

    /** The line that shows how it goes; where there is no terminal it stays like any other. */
    synchronized void live(String text) {
        if (!terminal) {
            line(text);
            return;
        }
        stream.print(ERASE + text);
        stream.flush();
        liveLineShown = true;
    }

    /** Takes the live line away. */
    synchronized void clear() {
        if (liveLineShown) {
            stream.print(ERASE);
            stream.flush();
            liveLineShown = false;
        }
    }

    /** Java knows of a console only if standard input and output are one too, so the kernel is asked; where there is no such file, no. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STDERR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
