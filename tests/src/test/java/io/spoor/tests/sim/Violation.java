package io.spoor.tests.sim;

import java.io.Serial;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A promise was broken. */
public final class Violation extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    public Violation(String promise) {
        super(promise);
    }

    /** Throws unless the condition holds; each {@code %s} in the message stands for an argument. */
    static void unless(boolean condition, String promise, @Nullable Object... arguments) {
        if (!condition) {
            String message = promise;
            for (Object argument : arguments) {
                message = message.replaceFirst("%s", Matcher.quoteReplacement(String.valueOf(argument)));
            }
            throw new Violation(message);
        }
    }
}
