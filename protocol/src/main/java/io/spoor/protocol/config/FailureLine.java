package io.spoor.protocol.config;

import java.net.BindException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The line that says why a process cannot start. */
final class FailureLine {
    /** What the kernel says, somewhere below what frameworks make of it. */
    private static final String NO_DESCRIPTOR = "Too many open files";

    private FailureLine() {}

    static String of(Throwable failure) {
        String known = known(failure);
        return known == null ? "cannot start: " + rootOf(failure) : known;
    }

    /** Whether nobody but a programmer can do anything about it. */
    static boolean isBug(Throwable failure) {
        return known(failure) == null;
    }

    private static @Nullable String known(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StartupFailure line) {
            return line.line();
        } else if (hasNoDescriptor(failure)) {
            return "cannot start: no file descriptor is left: raise the limit of open files (ulimit -n) to 1024";
        } else if (cause instanceof UnknownHostException) {
            return saidOnce("cannot resolve", "cannot resolve the host name ", cause);
        } else if (cause instanceof BindException) {
            return saidOnce("cannot listen", "cannot listen: ", cause);
        } else if (cause instanceof TimeoutException) {
            return "cannot start: it takes too long, and nothing says why";
        }
        return null;
    }

    /** The runner's own failures are sentences already. */
    private static String saidOnce(String what, String begin, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith(what) ? message : begin + message;
    }

    private static boolean hasNoDescriptor(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (String.valueOf(cause.getMessage()).contains(NO_DESCRIPTOR)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            root = cause;
        }
        return root;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
