package io.spoor.dispatcher.core;

import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an overload from starving everybody. First come, first served with deadlines gives each slot to the job that has
 * waited longest, which is the one that will not end in time; a small overload then becomes a total one. So, while others
 * wait, nothing is begun that has less time left than nine of ten runs take, and what would wait too long is refused when
 * it is submitted. ADR 19 has the figures.
 */
final class LoadShedding {
    /** Functions observed at a time. Their names come from calculators, so there is a bound. */
    static final int FUNCTIONS_MAX = 256;

    private final Map<String, FunctionLoad> functions = new LinkedHashMap<>(16, 0.75f, true);
    private final String identity;
    private final Placement placement;
    private final long retryAfterNanos;

    LoadShedding(String identity, Placement placement, long retryAfterNanos) {
        this.identity = identity;
        this.placement = placement;
        this.retryAfterNanos = retryAfterNanos;
    }

    /** An attempt begins, or was found running. */
    void onBegin(Attempt attempt) {
        FunctionLoad load = functions.get(attempt.job.function);
        if (load == null) {
            makeRoom();
            load = new FunctionLoad(retryAfterNanos);
            functions.put(attempt.job.function, load);
        }
        attempt.load = load;
        load.onBegin();
    }

    /**
     * The attempt is no longer its job's. Its time is an observation if it ended by itself or its time was over. What was
     * lost, refused or cancelled says nothing, nor does an attempt whose beginning was not seen here.
     */
    void onEnd(Attempt attempt, AttemptEnd why, @Nullable Status status, long nowNanos) {
        FunctionLoad load = attempt.load;
        if (load == null) {
            return;
        }
        attempt.load = null;
        load.onEnd();
        boolean isObservation =
                switch (why) {
                    case COMPLETED -> status != Status.CANCELLED;
                    case TIMED_OUT -> true;
                    case GIVEN_UP -> nowNanos >= attempt.job.deadlineNanos;
                    case REFUSED, LEASE_EXPIRED, CALCULATOR_LOST -> false;
                };
        if (isObservation && attempt.id.dispatcher().equals(identity)) {
            load.record(attempt.job.timeoutNanos(), nowNanos - attempt.beganNanos);
        }
    }

    /** The time that the job should have left when it begins; 0: too little is known to say. */
    long neededNanos(Job job) {
        FunctionLoad load = functions.get(job.function);
        return load == null ? 0 : load.neededNanos(job.timeoutNanos());
    }

    /** Nine of ten runs for such a job take at most this long; 0: too little is known to say. */
    long usualNanos(Job job) {
        FunctionLoad load = functions.get(job.function);
        return load == null ? 0 : load.usualNanos(job.timeoutNanos());
    }

    /** Whether the job cannot end in time while others wait for a slot. */
    boolean isTooLate(Job job, long nowNanos) {
        return placement.isServed(job.function)
                && placement.isBehind(job)
                && job.deadlineNanos - nowNanos < neededNanos(job);
    }

    /** Why the submitted job would end too late, or null if it may come in. */
    @Nullable
    String refusal(Submit submit) {
        int before = placement.waitingBefore(submit.function(), submit.client());
        FunctionLoad load = before == 0 ? null : functions.get(submit.function());
        if (load == null) {
            return null;
        }
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(submit.timeoutMs());
        long waitNanos = load.waitNanos(before);
        return waitNanos <= leftNanos - load.neededNanos(leftNanos)
                ? null
                : Reasons.wouldBeLate(submit.function(), before, waitNanos, load.usualNanos(leftNanos));
    }

    /** When the client of a job that {@link #refusal} has refused is to ask again. */
    long retryAfterNanos(Submit submit, long nowNanos) {
        FunctionLoad load = functions.get(submit.function());
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(submit.timeoutMs());
        return load == null ? retryAfterNanos : load.retryAfterNanos(leftNanos, nowNanos);
    }

    /** Functions observed now. */
    int functions() {
        return functions.size();
    }

    private void makeRoom() {
        Iterator<FunctionLoad> leastUsedFirst = functions.values().iterator();
        while (functions.size() >= FUNCTIONS_MAX && leastUsedFirst.hasNext()) {
            if (!leastUsedFirst.next().isRunning()) {
                leastUsedFirst.remove();
            }
        }
    }
}
