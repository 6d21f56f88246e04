package io.spoor.client.cli;

import io.spoor.client.core.Outcome;
import java.util.Locale;

/** How a job ended, in one line for a person. */
final class OutcomeLine {
    private static final double NANOS_PER_MS = 1e6;

    private OutcomeLine() {}

    static String of(Outcome outcome) {
        String unanswered = outcome.answered() ? "" : "unanswered, ";
        String result = outcome.result() == null ? "" : " " + outcome.result();
        String why = outcome.reason() == null ? "" : ": " + outcome.reason();
        String by = outcome.calculator() == null ? "" : ", by " + outcome.calculator();
        return String.format(
                Locale.ROOT,
                "%s%s%s in %.1f ms, %d %s%s%s",
                unanswered,
                outcome.status(),
                result,
                outcome.elapsedNanos() / NANOS_PER_MS,
                outcome.attempts(),
                outcome.attempts() == 1 ? "attempt" : "attempts",
                by,
                why);
    }
}
