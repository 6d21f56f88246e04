package io.spoor.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoisonJobsTest {
    private final PoisonJobs jobs = new PoisonJobs();

    @Test
    void shouldListWhatWasAbortedAndNothingElse() {
        jobs.on(finished(1, Status.OK), 0);
        jobs.on(finished(2, Status.ABORTED), 0);
        jobs.on(finished(3, Status.INTERNAL), 0);
        assertEquals(List.of(finished(2, Status.ABORTED)), jobs.latest());
    }

    @Test
    void shouldKeepTheLatestAndTheNewestFirst() {
        for (int n = 1; n <= 3 * PoisonJobs.MOST; n++) {
            jobs.on(finished(n, Status.ABORTED), 0);
        }
        assertEquals(PoisonJobs.MOST, jobs.latest().size());
        assertEquals(
                finished(3 * PoisonJobs.MOST, Status.ABORTED), jobs.latest().get(0));
    }

    private static JobFinished finished(int n, Status status) {
        return new JobFinished(new JobId(1, n), "client-1", "sleep", status, "c1, c2, c3 died", 3, "c3", 1_000);
    }
}
