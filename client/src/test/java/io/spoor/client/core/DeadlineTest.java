package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import org.junit.jupiter.api.Test;

/** What happens to a job around its deadline. */
class DeadlineTest {
    private final Bench bench = new Bench();

    @Test
    void shouldEndUnansweredOneIntervalAfterTheDeadline() {
        JobId job = bench.submit(1, 1_000);
        bench.pass(1_479);
        assertTrue(bench.facts(JobEnded.class).isEmpty());
        bench.pass(1);
        Outcome outcome = bench.outcomeOf(job);
        assertEquals(Status.DEADLINE_EXCEEDED, outcome.status());
        assertFalse(outcome.answered());
        assertEquals(1_480 * Bench.MS, outcome.elapsedNanos());
    }

    @Test
    void shouldOnlyPollAfterTheDeadline() {
        bench.submit(1, 1_000);
        bench.pass(999);
        bench.take(Submit.class);
        bench.pass(400);
        assertTrue(bench.take(Submit.class).isEmpty());
        assertTrue(bench.take(Poll.class).size() >= 5, "a lost answer is asked for several times");
    }

    @Test
    void shouldEndAnOverdueJobThatTheDispatcherDoesNotKnow() {
        JobId job = bench.submit(1, 1_000);
        bench.pass(1_065);
        Poll poll = bench.take(Poll.class).get(0);
        bench.ackPoll(poll.number(), job);
        assertEquals(Status.DEADLINE_EXCEEDED, bench.outcomeOf(job).status());
        assertTrue(bench.outcomeOf(job).answered());
    }

    /** In an overload answers take longer than the pause between two such polls: each would be overtaken by the next poll. */
    @Test
    void shouldEndAnOverdueJobByTheAnswerToAnEarlierPoll() {
        JobId job = bench.submit(1, 1_000);
        bench.pass(1_065);
        Poll first = bench.take(Poll.class).get(0);
        bench.pass(200);
        assertTrue(bench.take(Poll.class).size() > 1, "it was polled again meanwhile");
        bench.ackPoll(first.number(), job);
        assertTrue(bench.outcomeOf(job).answered());
    }

    @Test
    void shouldNotEndAnOverdueJobByTheAnswerToAPollFromBefore() {
        JobId job = bench.submit(1, 1_000);
        bench.accept(job);
        bench.pass(900);
        Poll before = bench.take(Poll.class).get(0);
        bench.pass(200);
        bench.ackPoll(before.number(), job);
        assertTrue(bench.facts(JobEnded.class).isEmpty());
    }
}
