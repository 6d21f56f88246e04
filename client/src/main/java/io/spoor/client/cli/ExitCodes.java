package io.spoor.client.cli;

/** The exit codes in the words of {@code --help}. */
final class ExitCodes {
    /** Of the commands that submit jobs. */
    static final String OF_JOBS =
            "Exit codes: 0 every job ended OK, or --fail-above and --p99 were kept; 1 wrong usage, "
                    + "config or address; 2 a job failed; 3 a job stayed unanswered; 4 a result was wrong; 6 --fail-above or "
                    + "--p99 was broken; 130 ended by a second signal.";

    /** Of all commands together. */
    static final String ALL = "Exit codes: 0 well; 1 wrong usage, config or address; 2 a job failed; 3 a job stayed "
            + "unanswered; 4 a result was wrong; 5 an audit found differences; 6 a threshold of load or run was broken; "
            + "130 ended by a signal.";

    private ExitCodes() {}
}
