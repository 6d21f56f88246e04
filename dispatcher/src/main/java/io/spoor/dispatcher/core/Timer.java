package io.spoor.dispatcher.core;

/** What the dispatcher waits for. Each key is one line of {@link DispatcherCore#onDeadline}. */
sealed interface Timer {
    Kind kind();

    enum Kind {
        /** The job's time is over: it ends. */
        JOB_DEADLINE,
        /** No quick answer came: tell the client that its job is here. */
        ACCEPTED,
        /** DELAYED is over. */
        BACKOFF,
        /** ADOPTING is over. */
        ADOPTION,
        /** CONFIRMING is over: the client has not asked again. */
        CONFIRMATION,
        /** Does anybody offer the function of a job that waits? */
        NOT_FOUND,
        /** Nobody but the calculator that failed a job had a slot for it: now that one may have it, too. */
        LAST_RESORT,
        /** The calculator has not answered the assign: ask again. */
        RESEND,
        /** Nothing was heard of the attempt. */
        LEASE,
        /** The attempt runs for too long. */
        ATTEMPT_TIMEOUT,
        /** Nothing was heard of the calculator. */
        SILENCE
    }

    record OfJob(Kind kind, Job job) implements Timer {}

    record OfAttempt(Kind kind, Attempt attempt) implements Timer {}

    record OfCalculator(Kind kind, Calculator calculator) implements Timer {}
}
