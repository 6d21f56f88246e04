package io.spoor.dispatcher.core;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The READY jobs of one function. Fresh jobs: one FIFO per client, clients in turn, so that one client with a million
 * jobs does not starve the rest. Jobs that were tried before go first, kept by the calculator that failed them, so that
 * the first job for a given calculator is found without a scan.
 */
final class JobQueue {
    /** Whom to avoid if nobody is to be avoided any more: no calculator has this name. */
    static final String NOBODY = "";

    private final Map<String, Set<Job>> fresh = new LinkedHashMap<>();
    private final Map<String, Set<Job>> tried = new LinkedHashMap<>();
    private final Set<Job> alone = new LinkedHashSet<>();

    /** When a job of it was placed last, as {@link Placement} counts placed jobs. */
    long lastTurn;

    private int freshSize;
    private int size;

    /** A function whose jobs wait anew has no right to the turns that it did not take. */
    JobQueue(long turn) {
        lastTurn = turn;
    }

    /** Its place in its lane, from 1: behind its client's fresh jobs, or those that the same calculator failed. */
    int add(Job job) {
        Set<Job> lane = lane(job);
        if (lane.add(job)) {
            count(job, 1);
        }
        return lane.size();
    }

    void remove(Job job) {
        Map<String, Set<Job>> lanes = lanes(job);
        if (lanes == null) {
            if (alone.remove(job)) {
                count(job, -1);
            }
            return;
        }
        String key = key(job);
        Set<Job> lane = lanes.get(key);
        if (lane != null && lane.remove(job)) {
            count(job, -1);
            if (lane.isEmpty()) {
                lanes.remove(key);
            }
        }
    }

    /** The next job that may not share its calculator, or null; it stays in the queue. */
    @Nullable
    Job peekAlone() {
        return alone.isEmpty() ? null : alone.iterator().next();
    }

    /** Whether anything waits that can share a calculator. */
    boolean hasSharing() {
        return !fresh.isEmpty() || !tried.isEmpty();
    }

    /**
     * Takes the next job for this calculator: a tried one that another calculator failed, then the next client's first
     * one, then, if {@code lastResort}, one that this very calculator failed.
     */
    @Nullable
    Job poll(String calculator, boolean lastResort) {
        Job job = firstTried(calculator);
        if (job == null) {
            job = firstFresh();
        }
        if (job == null && lastResort && tried.containsKey(calculator)) {
            job = tried.get(calculator).iterator().next();
        }
        if (job != null) {
            takeTurn(job);
        }
        return job;
    }

    /** How many jobs {@link #poll} would give to this calculator, one after the other; a scan over the lanes. */
    int waitingFor(String calculator, boolean lastResort) {
        int jobs = 0;
        for (Set<Job> lane : fresh.values()) {
            jobs += lane.size();
        }
        for (Map.Entry<String, Set<Job>> lane : tried.entrySet()) {
            jobs += lastResort || !lane.getKey().equals(calculator)
                    ? lane.getValue().size()
                    : 0;
        }
        return jobs;
    }

    /** How many jobs would be taken before a fresh one of the client, as far as is known now: clients take turns. */
    int before(String client) {
        Set<Job> lane = fresh.get(client);
        long turns = lane == null ? 0 : lane.size();
        int others = lane == null ? fresh.size() : fresh.size() - 1;
        long freshBefore = Math.min(freshSize, turns + (turns + 1) * others);
        return size - freshSize + (int) freshBefore;
    }

    boolean contains(Job job) {
        Map<String, Set<Job>> lanes = lanes(job);
        Set<Job> lane = lanes == null ? alone : lanes.get(key(job));
        return lane != null && lane.contains(job);
    }

    /** Jobs that have been READY since {@code nanos} or longer, at most {@code most}; a scan. */
    List<Job> readySince(long nanos, int most) {
        return Stream.of(fresh.values(), tried.values(), List.of(alone))
                .flatMap(Collection::stream)
                .flatMap(Set::stream)
                .filter(job -> job.readySinceNanos <= nanos)
                .limit(most)
                .toList();
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** At most the first lane is the calculator's own, so this looks at two. */
    private @Nullable Job firstTried(String calculator) {
        for (Map.Entry<String, Set<Job>> lane : tried.entrySet()) {
            if (!lane.getKey().equals(calculator)) {
                return lane.getValue().iterator().next();
            }
        }
        return null;
    }

    private @Nullable Job firstFresh() {
        Iterator<Set<Job>> lanes = fresh.values().iterator();
        return lanes.hasNext() ? lanes.next().iterator().next() : null;
    }

    /** Takes the job out and puts its lane behind the others. */
    private void takeTurn(Job job) {
        Map<String, Set<Job>> lanes = job.avoid == null ? fresh : tried;
        Set<Job> lane = lanes.remove(key(job));
        if (lane != null) {
            lane.remove(job);
            if (!lane.isEmpty()) {
                lanes.put(key(job), lane);
            }
        }
        count(job, -1);
    }

    private void count(Job job, int change) {
        size += change;
        freshSize += lanes(job) == fresh ? change : 0;
    }

    private Set<Job> lane(Job job) {
        Map<String, Set<Job>> lanes = lanes(job);
        return lanes == null ? alone : lanes.computeIfAbsent(key(job), key -> new LinkedHashSet<>());
    }

    private @Nullable Map<String, Set<Job>> lanes(Job job) {
        if (job.alone) {
            return null;
        }
        return job.avoid == null ? fresh : tried;
    }

    private static String key(Job job) {
        return job.avoid == null ? job.client : job.avoid;
    }
}
