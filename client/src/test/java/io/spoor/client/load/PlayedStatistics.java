package io.spoor.client.load;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;

/** Statistics of a workload that never ran; its n-th job took n ms. */
public final class PlayedStatistics {
    private static final long MS = 1_000_000;

    private PlayedStatistics() {}

    /** So many jobs that ended in each way. */
    public static Statistics of(int ok, int failed, int unanswered, int wrong) {
        Statistics statistics = new Statistics();
        statistics.start(0);
        int number = 0;
        for (int i = 0; i < ok; i++) {
            end(statistics, ++number, new Outcome(Status.OK, RawJson.of("25"), null, 1, "calc-1", true, 0));
        }
        for (int i = 0; i < failed; i++) {
            end(statistics, ++number, Outcome.failed(Status.INTERNAL, "it fails", 0));
        }
        for (int i = 0; i < unanswered; i++) {
            end(statistics, ++number, new Outcome(Status.DEADLINE_EXCEEDED, null, "no answer", 0, null, false, 0));
        }
        for (int i = 0; i < wrong; i++) {
            end(statistics, ++number, new Outcome(Status.OK, RawJson.of("26"), null, 1, "calc-1", true, 0));
        }
        return statistics;
    }

    private static void end(Statistics statistics, int number, Outcome outcome) {
        JobId jobId = new JobId(0, number);
        statistics.on(new JobSubmitted(jobId, TraceContext.NONE, "sleep", 0), 0);
        statistics.onEnded(
                new JobEnded(jobId, TraceContext.NONE, "sleep", outcome, null),
                new Draw(5, 0),
                number * MS,
                number * MS);
    }
}
