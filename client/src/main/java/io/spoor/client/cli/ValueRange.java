package io.spoor.client.cli;

import java.util.Locale;

/** Checks the numbers of the command line: a value out of its range is told, not used. */
final class ValueRange {
    /** A year, as in the config. */
    static final long SECONDS_MAX = 31_536_000;
    /** As in the config. */
    static final long COUNT_MAX = 1_000_000_000;

    private ValueRange() {}

    /** @throws UserError if the value is not in the range, whose ends belong to it */
    static void check(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new UserError(option + " is a whole number from " + min + " to " + max + ", not " + value);
        }
    }

    /** @throws UserError if the value is not above the first and up to the second */
    static void checkAbove(String option, double value, long above, long max) {
        if (!(value > above && value <= max)) {
            throw new UserError(String.format(
                    Locale.ROOT, "%s is a number above %d and up to %d, not %s", option, above, max, value));
        }
    }
}
