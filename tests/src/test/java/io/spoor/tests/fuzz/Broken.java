package io.spoor.tests.fuzz;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A promise that some input has broken. */
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private Broken(String what) {
        super(what);
    }

    static void unless(boolean holds, String what, @Nullable Object... details) {
        if (!holds) {
            throw new Broken(String.format(Locale.ROOT, what, details));
        }
    }
}
