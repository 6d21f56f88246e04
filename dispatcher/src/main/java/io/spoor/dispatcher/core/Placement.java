package io.spoor.dispatcher.core;

import io.spoor.protocol.node.Output;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings READY jobs and free slots together. Late binding: a job is bound only when a slot is free. Every change of
 * either side marks the functions it touches; {@link #pump} looks at these and no others.
 */
final class Placement {
    /** Jobs ended in one call instead of begun: a million of them must not keep the socket from being read. */
    private static final int TURNED_DOWN_PER_TURN = 256;

    private final LoadBalancer balancer = new LoadBalancer();
    private final Map<String, JobQueue> queues = new HashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private int queued;
    private int turnedDown;
    private long turns;
    private int reservations;

    /** What a job goes through next when it has left its queue. */
    interface Assigner {
        /** It has a slot. */
        void begin(Job job, Calculator calculator, long nowNanos, Output<DispatcherEvent> out);

        /** Whether it is not worth a slot any more: then it has been ended. */
        boolean isTurnedDown(Job job, long nowNanos, Output<DispatcherEvent> out);

        /** Calculators or jobs of the function have changed. Starved: jobs wait for it, and nobody serves it. */
        void onChanged(String function, boolean isStarved, long nowNanos);
    }

    /** Adds a READY job; its place as {@link JobQueue#add} counts. */
    int enqueue(Job job) {
        JobQueue queue = queues.computeIfAbsent(job.function, function -> new JobQueue(turns));
        int position = queue.add(job);
        queued++;
        touched.add(job.function);
        return position;
    }

    /** How many jobs would begin before a new one of the client, as {@link JobQueue#before} counts. */
    int waitingBefore(String function, String client) {
        JobQueue queue = queues.get(function);
        return queue == null ? 0 : queue.before(client);
    }

    /** Whether jobs of the same function wait, but for this one. */
    boolean isBehind(Job job) {
        JobQueue queue = queues.get(job.function);
        return queue != null && queue.size() > (queue.contains(job) ? 1 : 0);
    }

    /** Jobs of the function that have waited since {@code nanos} or longer, at most {@code most}; a scan. */
    List<Job> waitingSince(String function, long nanos, int most) {
        JobQueue queue = queues.get(function);
        return queue == null ? List.of() : queue.readySince(nanos, most);
    }

    /** Jobs of the function that wait. */
    int waitingFor(String function) {
        JobQueue queue = queues.get(function);
        return queue == null ? 0 : queue.size();
    }

    /**
     * Takes a READY job out, wherever it waits, with what was kept for it: were it put back behind another that must run
     * alone, each would wait for the other.
     */
    void remove(Job job) {
        release(job);
        JobQueue queue = queues.get(job.function);
        if (queue == null) {
            return;
        }
        int before = queue.size();
        queue.remove(job);
        queued -= before - queue.size();
        dropIfEmpty(job.function, queue);
        touched.add(job.function);
    }

    /** The calculator has changed in any way. */
    void update(Calculator calculator) {
        touched.addAll(balancer.update(calculator));
    }

    /** The calculator is forgotten. */
    void forget(Calculator calculator) {
        balancer.remove(calculator);
    }

    /** The job no longer needs a calculator for itself. */
    void release(Job job) {
        Calculator calculator = job.reserved;
        if (calculator != null) {
            job.reserved = null;
            calculator.reservedFor = null;
            reservations--;
            update(calculator);
        }
    }

    /** Whether a job of the function can begin at once. */
    boolean hasFreeSlot(String function) {
        return balancer.first(function) != null;
    }

    /** Whether a living calculator offers the function. */
    boolean isServed(String function) {
        return !balancer.serving(function).isEmpty();
    }

    /**
     * Whether to wait for a calculator for the function although nobody serves it: one that offers it is only silent, or
     * nobody at all lives and they may be starting.
     */
    boolean mayBeServed(String function) {
        return balancer.isOffered(function) || !balancer.isAnyServing();
    }

    int queued() {
        return queued;
    }

    /**
     * The watchdog: jobs that wait although a calculator that could take them has a free slot. After {@link #pump} there
     * are none, or an update was forgotten: so this asks the calculators themselves and trusts nothing that is kept up to
     * date here. Jobs that run alone are not counted: they wait for a calculator to empty.
     */
    int stalled(Collection<Calculator> calculators) {
        Set<String> counted = new HashSet<>();
        int stalled = 0;
        for (Calculator calculator : calculators) {
            if (calculator.isAvailable()) {
                stalled += stalledBeside(calculator, calculators, counted);
            }
        }
        return stalled;
    }

    /** Of the functions that are not counted yet: starts from calculators, since anybody can make up functions. */
    private int stalledBeside(Calculator free, Collection<Calculator> calculators, Set<String> counted) {
        int stalled = 0;
        for (String function : free.offered()) {
            JobQueue queue = queues.get(function);
            if (queue != null && !counted.contains(function)) {
                int jobs = queue.waitingFor(free.identity, isOnly(function, free, calculators));
                stalled += jobs;
                if (jobs > 0) {
                    counted.add(function);
                }
            }
        }
        return stalled;
    }

    private static boolean isOnly(String function, Calculator calculator, Collection<Calculator> calculators) {
        return calculators.stream()
                .noneMatch(other -> other != calculator
                        && other.isServing()
                        && other.offered().contains(function));
    }

    /** Assigns as long as there are both jobs and slots. Functions that share slots take turns. */
    void pump(Assigner assigner, long nowNanos, Output<DispatcherEvent> out) {
        turnedDown = 0;
        while (!touched.isEmpty()) {
            String function = servedLongestAgo();
            JobQueue queue = queues.get(function);
            if (queue == null || !placeOne(function, queue, assigner, nowNanos, out)) {
                touched.remove(function);
                leave(function, queue, assigner, nowNanos);
            }
        }
    }

    /** Of the touched ones: a calculator offers a handful. */
    private String servedLongestAgo() {
        String longest = touched.iterator().next();
        long turn = Long.MAX_VALUE;
        for (String function : touched) {
            JobQueue queue = queues.get(function);
            if (queue != null && queue.lastTurn < turn) {
                longest = function;
                turn = queue.lastTurn;
            }
        }
        return longest;
    }

    /** Nothing more of the function can be placed now. */
    private void leave(String function, @Nullable JobQueue queue, Assigner assigner, long nowNanos) {
        if (queue != null) {
            dropIfEmpty(function, queue);
        }
        boolean isWaiting = queue != null && !queue.isEmpty();
        assigner.onChanged(function, isWaiting && !isServed(function), nowNanos);
    }

    /** Whether a job has begun. */
    private boolean placeOne(
            String function, JobQueue queue, Assigner assigner, long nowNanos, Output<DispatcherEvent> out) {
        boolean isPlaced = placeAlone(function, queue, assigner, nowNanos, out)
                || placeSharing(function, queue, assigner, nowNanos, out);
        if (isPlaced) {
            queue.lastTurn = ++turns;
        }
        return isPlaced;
    }

    private boolean placeSharing(
            String function, JobQueue queue, Assigner assigner, long nowNanos, Output<DispatcherEvent> out) {
        int notHere = 0;
        while (queue.hasSharing() && notHere < 2) {
            Calculator calculator = balancer.first(function);
            if (calculator == null) {
                return false;
            }
            boolean only = balancer.serving(function).size() == 1;
            Job job = queue.poll(calculator.identity, only);
            if (job == null) {
                notHere++;
                balancer.rotate(function, calculator);
            } else if (turnedDown < TURNED_DOWN_PER_TURN && assigner.isTurnedDown(job, nowNanos, out)) {
                turnedDown++;
                queued--;
            } else {
                begin(job, calculator, assigner, nowNanos, out);
                balancer.rotate(function, calculator);
                return true;
            }
        }
        return false;
    }

    /** A job that may have killed its calculators: reserves one that then empties, and begins when it is empty. */
    private boolean placeAlone(
            String function, JobQueue queue, Assigner assigner, long nowNanos, Output<DispatcherEvent> out) {
        Job job = queue.peekAlone();
        if (job == null) {
            return false;
        }
        Calculator calculator = reservation(function, job);
        if (calculator == null || calculator.load() > 0) {
            return false;
        }
        queue.remove(job);
        begin(job, calculator, assigner, nowNanos, out);
        return true;
    }

    private void begin(Job job, Calculator calculator, Assigner assigner, long nowNanos, Output<DispatcherEvent> out) {
        queued--;
        assigner.begin(job, calculator, nowNanos, out);
        update(calculator);
    }

    private @Nullable Calculator reservation(String function, Job job) {
        Calculator reserved = job.reserved;
        if (reserved != null && !balancer.serving(function).contains(reserved)) {
            reserved = null;
        }
        if (reserved != null && reserved.load() == 0) {
            return reserved;
        }
        Calculator free = balancer.first(function);
        if (free != null && free.load() == 0 && !free.identity.equals(job.avoid)) {
            return reserve(function, job, free);
        }
        return reserved != null ? reserved : reserve(function, job, leastLoaded(function, job));
    }

    private @Nullable Calculator reserve(String function, Job job, @Nullable Calculator calculator) {
        release(job);
        if (calculator == null || !mayReserve(function)) {
            return null;
        }
        calculator.reservedFor = job;
        job.reserved = calculator;
        reservations++;
        balancer.update(calculator);
        return calculator;
    }

    /** A crash makes many innocent jobs run alone: they leave one calculator to the others, if there are two. */
    private boolean mayReserve(String function) {
        return reservations == 0
                || reservations + 1 < balancer.serving(function).size();
    }

    /** A scan, but only once for the rare job that has seen two calculators die. */
    private @Nullable Calculator leastLoaded(String function, Job job) {
        Calculator best = null;
        for (Calculator candidate : balancer.serving(function)) {
            if (candidate.reservedFor == null && (best == null || isBetter(candidate, best, job))) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean isBetter(Calculator candidate, Calculator best, Job job) {
        boolean avoided = candidate.identity.equals(job.avoid);
        boolean bestAvoided = best.identity.equals(job.avoid);
        return avoided == bestAvoided ? candidate.load() < best.load() : bestAvoided;
    }

    private void dropIfEmpty(String function, JobQueue queue) {
        if (queue.isEmpty()) {
            queues.remove(function);
        }
    }
}
