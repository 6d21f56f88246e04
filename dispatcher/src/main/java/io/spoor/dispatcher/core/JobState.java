package io.spoor.dispatcher.core;

/** See {@link Job} for the picture. */
enum JobState {
    /** To be run at most once: waits until its client names this dispatcher. */
    CONFIRMING,
    /** Was asked of an earlier life: waits a few heartbeats for a calculator that already runs it. */
    ADOPTING,
    /** Waits for a slot. */
    READY,
    /** Waits for its backoff to be over. */
    DELAYED,
    /** An attempt is under way. */
    ASSIGNED,
    /** Answered; only late attempts still refer to it. */
    FINISHED
}
