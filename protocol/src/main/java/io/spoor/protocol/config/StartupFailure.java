package io.spoor.protocol.config;

import java.io.Serial;

/**
 * Why a process cannot start, in one line that its user understands: what is wrong, where, and what is wanted. It ends in
 * exit code 1, without a stack trace; see {@link Launcher#guard}.
 */
public final class StartupFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String line;

    /** A failure that is told by this line, without the application's name. */
    public StartupFailure(String line) {
        super(line, null, false, false);
        this.line = line;
    }

    /** What to print, after the application's name. */
    public String line() {
        return line;
    }
}
