package io.spoor.client.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.TraceContext;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Open jobs in the order in which they are to be polled. All have the same interval, so this is a queue: who has
 * been named goes to its end. When one is due, those that would be due soon after come along, so that one packet names
 * many.
 */
final class PollRound {
    /** With the longest names this many ids fill a packet: 35 bytes each, and the envelope. */
    static final int IDS_PER_POLL = 25;
    /** Who is due within this part of the interval comes along. */
    private static final int EARLY_PART = 8;

    private final String client;
    private final long intervalNanos;
    private final Map<JobId, Turn> turns = new LinkedHashMap<>();
    /** Named first, whatever the time; then they have their turns. */
    private final Set<JobId> dueNow = new LinkedHashSet<>();

    private long dueSinceNanos;

    private final LongSupplier numbers;

    /** When a job is due, and the number of the first poll that named it; 0: none has. */
    private record Turn(long dueNanos, long firstNumber) {
        static Turn unnamed(long dueNanos) {
            return new Turn(dueNanos, 0);
        }
    }

    /** {@code numbers} counts the polls of the client, of all its rounds. */
    PollRound(String client, long intervalNanos, LongSupplier numbers) {
        this.client = client;
        this.intervalNanos = intervalNanos;
        this.numbers = numbers;
    }

    /** The job is polled from one interval after now, also if it was before: what was sent until now does not count. */
    void join(JobId jobId, long nowNanos) {
        leave(jobId);
        turns.put(jobId, Turn.unnamed(nowNanos + intervalNanos));
    }

    /** The job is polled from now on; what was sent until now does not count. */
    void joinDue(JobId jobId, long nowNanos) {
        leave(jobId);
        dueSinceNanos = dueNow.isEmpty() ? nowNanos : dueSinceNanos;
        dueNow.add(jobId);
    }

    /** The job is no longer polled. */
    void leave(JobId jobId) {
        turns.remove(jobId);
        dueNow.remove(jobId);
    }

    /**
     * Whether the poll of this number may have named the job since it joined. Not only the last one counts: a dispatcher that
     * is slower than the interval answers none but older ones.
     */
    boolean hasNamed(JobId jobId, long pollNumber) {
        Turn turn = turns.get(jobId);
        return turn != null && turn.firstNumber() > 0 && turn.firstNumber() <= pollNumber;
    }

    /** When {@link #next} has something to name; {@link Long#MAX_VALUE}: nobody is polled. */
    long nextDueNanos() {
        if (!dueNow.isEmpty()) {
            return dueSinceNanos;
        }
        return turns.isEmpty()
                ? Long.MAX_VALUE
                : turns.values().iterator().next().dueNanos();
    }

    /** Names who is due, as many as fit a packet. Call it again while {@link #nextDueNanos} is not after now. */
    Poll next(long nowNanos) {
        long number = numbers.getAsLong();
        Map<JobId, Turn> due = takeDue(nowNanos + intervalNanos / EARLY_PART);
        due.forEach((jobId, turn) -> {
            long first = turn.firstNumber() > 0 ? turn.firstNumber() : number;
            turns.put(jobId, new Turn(nowNanos + intervalNanos, first));
        });
        return new Poll(TraceContext.NONE, client, number, List.copyOf(due.keySet()));
    }

    private Map<JobId, Turn> takeDue(long untilNanos) {
        Map<JobId, Turn> due = new LinkedHashMap<>();
        Iterator<JobId> first = dueNow.iterator();
        while (first.hasNext() && due.size() < IDS_PER_POLL) {
            due.put(first.next(), Turn.unnamed(untilNanos));
            first.remove();
        }
        Iterator<Map.Entry<JobId, Turn>> each = turns.entrySet().iterator();
        while (each.hasNext() && due.size() < IDS_PER_POLL) {
            Map.Entry<JobId, Turn> entry = each.next();
            if (entry.getValue().dueNanos() > untilNanos) {
                break;
            }
            due.put(entry.getKey(), entry.getValue());
            each.remove();
        }
        return due;
    }
}
