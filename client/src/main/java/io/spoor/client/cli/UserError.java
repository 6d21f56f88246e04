package io.spoor.client.cli;

import java.util.Objects;

/** Something that the user can mend; the message is the one line that is printed. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UserError(String message) {
        super(message);
    }

    /** The same words as those of a failure that is made for people. */
    static UserError of(Throwable failure) {
        return new UserError(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }
}
