package io.spoor.client.cli;

import io.spoor.client.core.Outcome;

/** What the process says to its caller. The table in docs/configuration.md is compared with this. */
enum ExitCode {
    /** All is well: every job ended OK with the right result, or as many as the thresholds ask for. */
    OK(0),
    /** The command line or the config is wrong, a name does not resolve, a port is in use. */
    USAGE(1),
    /** A job ended with a status other than OK. */
    FAILED(2),
    /** A job stayed unanswered: nobody knows whether it ran. */
    UNANSWERED(3),
    /** A result was wrong. */
    WRONG(4),
    /** An audit has found differences. */
    DIFFERENT(5),
    /** More jobs failed than {@code --fail-above} accepts, or {@code --p99} was exceeded. */
    THRESHOLD(6),
    /** A signal ended it: Ctrl-C on {@code submit}, or a second one on any command. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Outcome outcome) {
        if (!outcome.answered()) {
            return UNANSWERED;
        }
        return outcome.isOk() ? OK : FAILED;
    }
}
