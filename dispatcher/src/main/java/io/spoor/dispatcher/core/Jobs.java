package io.spoor.dispatcher.core;

import io.spoor.protocol.JobId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open jobs, and how many of them each client has. */
final class Jobs {
    private final Map<JobId, Job> open = new HashMap<>();
    private final Map<String, Integer> perClient = new HashMap<>();
    private int assigned;
    private long ended;

    @Nullable
    Job get(JobId id) {
        return open.get(id);
    }

    void add(Job job) {
        open.put(job.id, job);
        perClient.merge(job.client, 1, Integer::sum);
    }

    void remove(Job job) {
        open.remove(job.id);
        ended++;
        perClient.computeIfPresent(job.client, (client, count) -> count == 1 ? null : count - 1);
    }

    /** A job changes its state: the one place that writes it. */
    void enter(Job job, JobState state) {
        assigned += (state == JobState.ASSIGNED ? 1 : 0) - (job.state == JobState.ASSIGNED ? 1 : 0);
        job.state = state;
    }

    int ofClient(String client) {
        return perClient.getOrDefault(client, 0);
    }

    int size() {
        return open.size();
    }

    /** How many have been removed. */
    long ended() {
        return ended;
    }

    int assigned() {
        return assigned;
    }

    /** Jobs that wait for anything. */
    int waiting() {
        return open.size() - assigned;
    }
}
