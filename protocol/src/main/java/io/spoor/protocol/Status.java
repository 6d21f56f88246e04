package io.spoor.protocol;

/** How a job or an attempt ended, or why a question was refused. The names and meanings are gRPC's. */
public enum Status {
    /** Computed; there is a result. */
    OK,
    /** The question itself is wrong and will be wrong again: never retried. */
    INVALID_ARGUMENT,
    /** The time given ran out. */
    DEADLINE_EXCEEDED,
    /** A bound was reached (queue, slots, per-client jobs, reply cache); ask again later. */
    RESOURCE_EXHAUSTED,
    /** Nobody can do it now (draining, calculator lost, execution unknown after a crash). */
    UNAVAILABLE,
    /** No calculator offers the function. */
    NOT_FOUND,
    /** Poison: the job killed the calculators that ran it. */
    ABORTED,
    /** The asker took the question back. */
    CANCELLED,
    /** Reserved for authentication. */
    UNAUTHENTICATED,
    /** The calculation failed by itself. */
    INTERNAL
}
