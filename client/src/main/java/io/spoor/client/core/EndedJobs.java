package io.spoor.client.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Finished;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The jobs that ended last, so that a second answer is told from a stranger's. Bounded: the oldest is forgotten. */
final class EndedJobs {
    /** What an answer after the end is. */
    enum Answer {
        SAME,
        DIFFERENT,
        LATE
    }

    private final int sizeMax;
    private final Map<JobId, Ending> endings = new LinkedHashMap<>();

    /** A fingerprint instead of the result: it only has to tell a different answer from the same one. */
    private record Ending(boolean byDispatcher, int fingerprint) {}

    EndedJobs(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /** The dispatcher has answered the job. */
    void answered(Finished answer) {
        add(answer.jobId(), new Ending(true, fingerprint(answer)));
    }

    /** The client has ended the job by itself. */
    void givenUp(JobId jobId) {
        add(jobId, new Ending(false, 0));
    }

    /** What this answer means; null: no job that ended lately. */
    @Nullable
    Answer classify(Finished answer) {
        Ending ending = endings.get(answer.jobId());
        if (ending == null) {
            return null;
        }
        if (!ending.byDispatcher()) {
            return Answer.LATE;
        }
        return ending.fingerprint() == fingerprint(answer) ? Answer.SAME : Answer.DIFFERENT;
    }

    boolean contains(JobId jobId) {
        return endings.containsKey(jobId);
    }

    int size() {
        return endings.size();
    }

    private void add(JobId jobId, Ending ending) {
        if (sizeMax == 0) {
            return;
        }
        if (endings.size() >= sizeMax) {
            endings.remove(endings.keySet().iterator().next());
        }
        endings.put(jobId, ending);
    }

    private static int fingerprint(Finished answer) {
        return Objects.hash(answer.status().name(), answer.result());
    }
}
