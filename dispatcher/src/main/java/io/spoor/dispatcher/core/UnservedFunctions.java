package io.spoor.dispatcher.core;

import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends jobs as NOT_FOUND whose function no calculator offers for a while. One timer a function: it starts when jobs wait
 * and nobody serves it, whether it was served when they came or not, and stops when somebody does.
 */
final class UnservedFunctions {
    /** Jobs ended in one call: a million of them must not keep the socket from being read. */
    private static final int JOBS_PER_TURN = 64;

    private final DispatcherSettings settings;
    private final Placement placement;
    private final JobLife life;
    private final DeadlineQueue<Timer> timers;
    private final Map<String, DeadlineQueue.Entry<Timer>> unserved = new HashMap<>();

    UnservedFunctions(DispatcherSettings settings, Placement placement, JobLife life, DeadlineQueue<Timer> timers) {
        this.settings = settings;
        this.placement = placement;
        this.life = life;
        this.timers = timers;
    }

    /** Starved: jobs wait for the function, and nobody serves it. */
    void onChanged(String function, boolean isStarved, long nowNanos) {
        if (!isStarved) {
            timers.cancel(unserved.remove(function));
        } else if (!unserved.containsKey(function)) {
            arm(function, nowNanos + settings.notFoundAfterNanos());
        }
    }

    /** Nobody has served the function for a while. */
    void onTimer(String function, long nowNanos, Output<DispatcherEvent> out) {
        unserved.remove(function);
        if (placement.waitingFor(function) == 0 || placement.isServed(function)) {
            return;
        }
        if (placement.mayBeServed(function)) {
            // Not more often than calculators speak.
            arm(function, nowNanos + Math.max(settings.notFoundAfterNanos(), settings.heartbeatNanos()));
            return;
        }
        long sinceNanos = nowNanos - settings.notFoundAfterNanos();
        List<Job> due = placement.waitingSince(function, sinceNanos, JOBS_PER_TURN);
        for (Job job : due) {
            life.finish(job, Status.NOT_FOUND, null, Reasons.notFound(job), nowNanos, out);
        }
        if (placement.waitingFor(function) > 0) {
            arm(function, nowNanos + (due.size() == JOBS_PER_TURN ? 1 : settings.heartbeatNanos()));
        }
    }

    private void arm(String function, long atNanos) {
        unserved.put(function, timers.arm(new Timer.OfFunction(Timer.Kind.NOT_FOUND, function), atNanos));
    }
}
