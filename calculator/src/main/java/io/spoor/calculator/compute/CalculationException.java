package io.spoor.calculator.compute;

import io.spoor.protocol.Status;
import java.util.Objects;

/** A calculation fails in a way it knows: the client reads the status and the message. */
public final class CalculationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;

    /**
     * @param status anything but OK
     * @param message why, for a person: one line
     */
    public CalculationException(Status status, String message) {
        super(message, null, false, false);
        Objects.requireNonNull(status, "a failure has a status");
        if (status == Status.OK) {
            throw new IllegalArgumentException("a failure is not OK");
        }
        this.status = status;
    }

    /** The job's arguments are wrong, and will be wrong again. */
    public static CalculationException invalidArgument(String message) {
        return new CalculationException(Status.INVALID_ARGUMENT, message);
    }

    public Status status() {
        return status;
    }
}
