package io.spoor.dispatcher.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.node.ReplyCache;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes already given, by job; and good results of jobs that nobody has asked this life for yet: fetched from
 * calculators after a restart, they are the answer when the client asks.
 */
final class Answers {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(Limits.ASK_INTERVAL_MAX_MS);
    /** Who has not asked for ten of his longest intervals does not ask any more. */
    static final long KEEP_NANOS = 10 * INTERVAL_NANOS;

    /** A packet with an outcome, but for its result. */
    private static final int PACKET_BYTES = 400;

    private final ReplyCache<JobId, Answer> given;
    private final ReplyCache<JobId, Completed> unclaimed;

    /** An outcome, and whose it is. */
    record Answer(String client, Finished finished) {
        /** About what it takes in a packet. */
        int packetBytes() {
            return PACKET_BYTES + bytes(finished.result());
        }
    }

    Answers(long bytesMax) {
        this.given = new ReplyCache<>(bytesMax, new AnswerForm());
        this.unclaimed = new ReplyCache<>(bytesMax, new UnclaimedForm());
    }

    /** Whether new work must be refused: an answer that is forgotten too early is work done twice. */
    boolean isFull(long nowNanos) {
        return given.isFull(nowNanos);
    }

    @Nullable
    Answer given(JobId jobId, long nowNanos) {
        return given.get(jobId, nowNanos);
    }

    /** Remembers an outcome until its client cannot ask any more, or has had ten chances to. */
    void give(String client, Finished finished, long deadlineNanos, long nowNanos) {
        long until = Math.min(Math.max(deadlineNanos, nowNanos), nowNanos + KEEP_NANOS) + INTERVAL_NANOS;
        given.put(finished.jobId(), new Answer(client, finished), nowNanos, until);
    }

    /** Keeps a good result for whoever asks for its job. */
    void keep(Completed completed, long nowNanos) {
        if (!unclaimed.isFull(nowNanos)) {
            unclaimed.put(completed.attempt().jobId(), completed, nowNanos, nowNanos + KEEP_NANOS);
        }
    }

    @Nullable
    Completed unclaimed(JobId jobId, long nowNanos) {
        return unclaimed.get(jobId, nowNanos);
    }

    /** Whether the job's outcome, or a result for it, is kept. */
    boolean has(JobId jobId, long nowNanos) {
        return given.has(jobId, nowNanos) || unclaimed.has(jobId, nowNanos);
    }

    /** Whether the job's outcome is kept. */
    boolean isGiven(JobId jobId, long nowNanos) {
        return given.has(jobId, nowNanos);
    }

    /** Gives back the memory of what has expired. */
    void expire(long nowNanos) {
        given.expire(nowNanos);
        unclaimed.expire(nowNanos);
    }

    /** When {@link #expire} has something to do at the earliest; {@link Long#MAX_VALUE}: nothing is kept. */
    long nextExpiryNanos() {
        return Math.min(given.nextExpiryNanos(), unclaimed.nextExpiryNanos());
    }

    long bytes() {
        return given.bytes() + unclaimed.bytes();
    }

    private static int bytes(@Nullable RawJson json) {
        return json == null ? 0 : json.lengthBytes();
    }
}
