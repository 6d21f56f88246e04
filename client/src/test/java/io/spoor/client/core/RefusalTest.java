package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import org.junit.jupiter.api.Test;

/** What a client does that is told to come again later. */
class RefusalTest {
    private final Bench bench = new Bench();

    @Test
    void shouldAskAgainAfterARefusalWhenItWasTold() {
        JobId job = bench.submit(1, 5_000);
        bench.take(Submit.class);
        bench.refuse(job, 1_000);
        bench.pass(795);
        assertTrue(bench.take(Submit.class).isEmpty());
        bench.pass(410);
        assertEquals(2, bench.take(Submit.class).get(0).ask());
        assertEquals(1, bench.facts(JobRefused.class).size());
        bench.finish(job, "1");
        assertTrue(bench.outcomeOf(job).isOk());
    }

    @Test
    void shouldAskEverMoreRarelyWhenItIsRefusedAgainAndAgain() {
        JobId job = bench.submit(1, 60_000);
        int asks = 0;
        for (int i = 0; i < 60_000; i++) {
            if (!bench.take(Submit.class).isEmpty()) {
                asks++;
                bench.refuse(job, 100);
            }
            bench.pass(1);
        }
        assertTrue(asks > 15 && asks < 30, asks + " askings, where every 100 ms would be 600");
        assertEquals(Status.RESOURCE_EXHAUSTED, bench.outcomeOf(job).status());
    }

    @Test
    void shouldBeginWithShortWaitsAgainOnceItWasAccepted() {
        JobId job = bench.submit(1, 60_000);
        for (int i = 0; i < 5; i++) {
            bench.refuse(job, 100);
            bench.pass(2_000);
        }
        bench.accept(job);
        bench.take(Poll.class);
        bench.pass(490);
        bench.ackPoll(bench.take(Poll.class).get(0).number(), job);
        bench.take(Submit.class);

        bench.refuse(job, 100);
        bench.pass(125);

        assertFalse(bench.take(Submit.class).isEmpty());
    }

    @Test
    void shouldEndWithTheRefusalsStatusAtTheDeadline() {
        JobId job = bench.submit(1, 900);
        bench.refuse(job, 60_000);
        bench.pass(899);
        assertTrue(bench.facts(JobEnded.class).isEmpty());
        bench.pass(1);
        assertEquals(Status.RESOURCE_EXHAUSTED, bench.outcomeOf(job).status());
        assertTrue(bench.outcomeOf(job).answered());
    }

    @Test
    void shouldNotBeRefusedOnceAccepted() {
        JobId job = bench.submit(1, 5_000);
        bench.accept(job);
        bench.refuse(job, 1_000);
        assertTrue(bench.facts(JobRefused.class).isEmpty());
        bench.pass(490);
        assertEquals(1, bench.take(Poll.class).size());
    }
}
