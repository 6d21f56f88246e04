package io.spoor.dispatcher.core;

/** What the dispatcher waits for. Each key is one line of {@link DispatcherCore#onDeadline}. */
sealed interface Timer {
    Kind kind();

    enum Kind {
        /** The job's time is over, or too little of it is left to begin. */
        JOB_DEADLINE,
        /** No quick answer came: tell the client that its job is here. */
        ACCEPTED,
        /** DELAYED is over. */
        BACKOFF,
        /** ADOPTING is over. */
        ADOPTION,
        /** CONFIRMING is over: the client has not asked again. */
        CONFIRMATION,
        /** Jobs wait for a function that nobody serves. */
        NOT_FOUND,
        /** Nobody but the calculator that failed a job had a slot for it: now that one may have it, too. */
        LAST_RESORT,
        /** The calculator has not answered the assign: ask again. */
        RESEND,
        /** Nothing was heard of the attempt. */
        LEASE,
        /** The attempt runs for too long. */
        ATTEMPT_TIMEOUT,
        /** Kept answers have expired: their memory is given back. */
        EXPIRY,
        /** Nothing was heard of the calculator. */
        SILENCE
    }

    record OfJob(Kind kind, Job job) implements Timer {}

    record OfAttempt(Kind kind, Attempt attempt) implements Timer {}

    /** Of the process as a whole. */
    record OfAll(Kind kind) implements Timer {}

    record OfFunction(Kind kind, String function) implements Timer {}

    record OfCalculator(Kind kind, Calculator calculator) implements Timer {}
}
