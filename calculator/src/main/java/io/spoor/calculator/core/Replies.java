package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.node.ReplyCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The replies of ended attempts, kept so that the same question gets the same one, and the names of the latest results,
 * which a dispatcher newly met is told.
 */
final class Replies {
    private static final long ASK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(Limits.ASK_INTERVAL_MAX_MS);

    /**
     * How long a reply is kept: an asker who has not asked for ten of his longest intervals has it. Not shorter when the
     * attempt's own time is over: a copy of its assign may still be under way, and would start it a second time.
     */
    static final long KEPT_NANOS = 10 * ASK_INTERVAL_NANOS;

    /**
     * A result may have been lost with a dispatcher that died before its client asked again: this much before it was last
     * heard. While nobody is heard for longer, replies do not age: the next life must find those that were sent to nobody.
     */
    static final long LATELY_NANOS = 2 * ASK_INTERVAL_NANOS;

    private static final long NEVER = Long.MAX_VALUE;

    /** A flood of questions about attempts that never ran must not make the calculator refuse work: a part is theirs. */
    private static final int NOT_RUN_SHARE = 8;

    private final ReplyCache<AttemptId, Completed> results;
    private final ReplyCache<AttemptId, Completed> earlyCancels;
    private final ReplyCache<AttemptId, AssignRefused> refusals;
    private final ArrayDeque<Sent> lately = new ArrayDeque<>();
    private long heardNanos = NEVER;
    private long notAgedNanos;

    private record Sent(AttemptId attempt, Endpoint to, long atNanos) {}

    Replies(long bytesMax) {
        results = new ReplyCache<>(bytesMax, new AttemptForm.OfCompleted());
        earlyCancels = new ReplyCache<>(Math.max(1, bytesMax / NOT_RUN_SHARE), new AttemptForm.OfCompleted());
        refusals = new ReplyCache<>(Math.max(1, bytesMax / NOT_RUN_SHARE), new AttemptForm.OfRefused());
    }

    /** A dispatcher has answered a heartbeat. */
    void onHeard(long nowNanos) {
        if (heardNanos != NEVER) {
            notAgedNanos += Math.max(0, nowNanos - heardNanos - LATELY_NANOS);
        }
        heardNanos = nowNanos;
    }

    /** Keeps the reply of an attempt that ran, which is sent to this dispatcher. */
    void putResult(Completed completed, Endpoint to, long nowNanos) {
        long age = age(nowNanos);
        results.put(completed.attempt(), completed, age, age + KEPT_NANOS);
        forgetLately(nowNanos);
        lately.addLast(new Sent(completed.attempt(), to, nowNanos));
    }

    /** Keeps the reply of an attempt that was cancelled before it was assigned, if there is room for it. */
    void putEarlyCancel(Completed completed, long nowNanos) {
        long age = age(nowNanos);
        if (!earlyCancels.isFull(age)) {
            earlyCancels.put(completed.attempt(), completed, age, age + KEPT_NANOS);
        }
    }

    /**
     * Keeps a refusal: the dispatcher gives the job's next attempt to somebody else, and a delayed copy of the assign would
     * run it a second time.
     *
     * @return false if there is no room: then it must not be said
     */
    boolean putRefusal(AssignRefused refused, long nowNanos) {
        long age = age(nowNanos);
        if (refusals.isFull(age)) {
            return false;
        }
        refusals.put(refused.attempt(), refused, age, age + KEPT_NANOS);
        return true;
    }

    /** The refusal given before, or null. */
    @Nullable
    AssignRefused findRefusal(AttemptId attempt, long nowNanos) {
        return refusals.get(attempt, age(nowNanos));
    }

    /** The reply given before, or null. */
    @Nullable
    Completed find(AttemptId attempt, long nowNanos) {
        long age = age(nowNanos);
        Completed result = results.get(attempt, age);
        return result != null ? result : earlyCancels.get(attempt, age);
    }

    /** Gives back the memory of what has expired. */
    void expire(long nowNanos) {
        long age = age(nowNanos);
        results.expire(age);
        earlyCancels.expire(age);
        refusals.expire(age);
        forgetLately(nowNanos);
    }

    /** Whether anything is kept, expired or not. */
    boolean isEmpty() {
        return results.size() + earlyCancels.size() + refusals.size() == 0;
    }

    /** Whether new work must be refused, because its reply could not be kept. */
    boolean isFull(long nowNanos) {
        return results.isFull(age(nowNanos));
    }

    /**
     * Attempts whose results a dispatcher may not have, and which are still kept.
     *
     * @param heardNanos when it, or the life before it, was last heard
     */
    List<AttemptId> latelySent(long heardNanos, long nowNanos) {
        forgetLately(nowNanos);
        List<AttemptId> attempts = new ArrayList<>(lately.size());
        for (Sent sent : lately) {
            if (heardNanos - sent.atNanos() <= LATELY_NANOS) {
                attempts.add(sent.attempt());
            }
        }
        return attempts;
    }

    /** The same, of those results that were sent to this address. */
    List<AttemptId> latelySentTo(Endpoint address, long heardNanos, long nowNanos) {
        Set<AttemptId> sentThere = new HashSet<>();
        for (Sent sent : lately) {
            if (sent.to().equals(address)) {
                sentThere.add(sent.attempt());
            }
        }
        return latelySent(heardNanos, nowNanos).stream()
                .filter(sentThere::contains)
                .toList();
    }

    private void forgetLately(long nowNanos) {
        long age = age(nowNanos);
        for (Sent oldest = lately.peekFirst();
                oldest != null && !results.has(oldest.attempt(), age);
                oldest = lately.peekFirst()) {
            lately.removeFirst();
        }
    }

    /** The time by which replies age. It never goes back. */
    private long age(long nowNanos) {
        return heardNanos == NEVER ? nowNanos : Math.min(nowNanos, heardNanos + LATELY_NANOS) - notAgedNanos;
    }
}
