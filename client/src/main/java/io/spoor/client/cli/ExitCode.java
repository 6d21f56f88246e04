package io.spoor.client.cli;

import io.spoor.client.core.Outcome;
import io.spoor.client.load.Statistics;

/** What the process says to its caller. */
enum ExitCode {
    /** All is well: every job has its answer, or an explicit failure where many were asked for. */
    OK(0),
    /** The command line or the config is wrong, a name does not resolve, a port is in use. */
    USAGE(1),
    /** The one job of {@code submit} failed with a status. */
    FAILED(2),
    /** A job stayed unanswered. */
    UNANSWERED(3),
    /** An answer was wrong. */
    WRONG(4),
    /** An audit has found differences. */
    DIFFERENT(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Statistics statistics) {
        if (statistics.wrong() > 0) {
            return WRONG;
        }
        return statistics.unanswered() + statistics.open() > 0 ? UNANSWERED : OK;
    }

    static ExitCode of(Outcome outcome) {
        if (!outcome.answered()) {
            return UNANSWERED;
        }
        return outcome.isOk() ? OK : FAILED;
    }
}
