package io.spoor.dispatcher.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
    private int size;

    /** Its place in its lane, from 1: behind its client's fresh jobs, or those that the same calculator failed. */
    int add(Job job) {
        Set<Job> lane = lane(job);
        size += lane.add(job) ? 1 : 0;
        return lane.size();
    }

    void remove(Job job) {
        Map<String, Set<Job>> lanes = lanes(job);
        if (lanes == null) {
            size -= alone.remove(job) ? 1 : 0;
            return;
        }
        String key = key(job);
        Set<Job> lane = lanes.get(key);
        if (lane != null && lane.remove(job)) {
            size--;
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
        size--;
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
