package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.Submit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that nobody answers are asked for by polls once their pauses are at their longest. */
class PolledWhileAskingTest {
    private static final int JOBS = 100;
    /** After 25, 50, … 400 ms the next pause is the longest; spread by a fifth. */
    private static final long PAUSES_GROW_MS = 1_000;

    private final Bench bench = new Bench(1_000, 0);

    private void submitAndLetPausesGrow(int jobs) {
        for (int i = 1; i <= jobs; i++) {
            bench.submit(i, 60_000);
        }
        bench.pass(PAUSES_GROW_MS);
        bench.take(Submit.class);
        bench.take(Poll.class);
    }

    @Test
    void shouldAskASilentDispatcherForManyJobsInOnePacket() {
        submitAndLetPausesGrow(JOBS);
        bench.pass(4_800);
        assertEquals(List.of(), bench.take(Submit.class));
        int polls = bench.take(Poll.class).size();
        assertTrue(polls >= 10 * JOBS / 25 && polls <= JOBS, polls + " polls where submits would be " + 10 * JOBS);
    }

    @Test
    void shouldSubmitANewJobOnceWhereNothingIsHeard() {
        submitAndLetPausesGrow(1);
        bench.submit(2, 60_000);
        bench.pass(2_000);
        assertEquals(1, bench.take(Submit.class).size());
    }

    @Test
    void shouldSubmitWhatTheDispatcherDoesNotKnowAndKeepTheRest() {
        submitAndLetPausesGrow(JOBS);
        bench.pass(500);
        Poll poll = bench.take(Poll.class).stream()
                .filter(each -> each.jobIds().size() > 1)
                .findFirst()
                .orElseThrow();
        JobId unknown = poll.jobIds().get(0);

        bench.ackPoll(poll.number(), unknown);
        Submit again = bench.take(Submit.class).get(0);
        assertEquals(unknown, again.jobId());
        assertEquals(List.of(), bench.facts(JobLost.class), "it was never there");
        List<JobId> accepted =
                bench.facts(JobAccepted.class).stream().map(JobAccepted::jobId).toList();
        assertEquals(poll.jobIds().subList(1, poll.jobIds().size()), accepted);
    }

    @Test
    void shouldGoOnSubmittingAJobOfOneAttempt() {
        bench.submit(1, 60_000, 1);
        bench.pass(PAUSES_GROW_MS);
        bench.take(Submit.class);
        bench.pass(4_800);
        int submits = bench.take(Submit.class).size();
        assertTrue(submits >= 8, submits + " submits");
    }

    @Test
    void shouldAskNothingWhileRefused() {
        submitAndLetPausesGrow(1);
        bench.refuse(Bench.id(1), 3_000);
        bench.pass(2_000);
        assertTrue(bench.sent.isEmpty());
    }

    @Test
    void shouldLearnFromPollsHowSlowTheDispatcherIs() {
        JobId kept = bench.submit(1, 60_000);
        bench.accept(kept);
        for (int i = 0; i < 40; i++) {
            bench.pass(100);
            for (Poll poll : bench.take(Poll.class)) {
                bench.pass(900);
                bench.ackPoll(poll.number());
            }
        }
        bench.submit(2, 60_000);
        bench.take(Submit.class);
        bench.pass(400);
        assertEquals(List.of(), bench.take(Submit.class), "the answer cannot be there yet");
        bench.pass(600);
        assertFalse(bench.take(Poll.class).isEmpty());
    }
}
