package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientSettings;
import io.spoor.client.core.JobRequest;
import io.spoor.client.load.Workload.Limit;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final long MS = 1_000_000;
    private static final Endpoint DISPATCHER = new Endpoint("127.0.0.1", 7000);

    private final Random random = new Random(3);
    private final Statistics statistics = new Statistics();
    private final List<Submit> submits = new ArrayList<>();
    private final ClientCore core = new ClientCore(
            "c-1",
            new ClientSettings(25 * MS, 480 * MS, 480 * MS, 2_000 * MS, 500 * MS, 60_000 * MS, 10_000, 10_000, 100),
            List.of(DISPATCHER),
            random);

    private Workload workload(Pace pace, Limit limit) {
        return new Workload(
                pace,
                limit,
                () -> new Draw(5, 0),
                draw -> new JobRequest(
                        JobId.random(random), "sleep", draw.arguments(), 10_000, 0, 0, TraceContext.NONE),
                statistics);
    }

    private Output<ClientEvent> heardBy(Workload workload, long nowNanos) {
        return new Output<>() {
            @Override
            public void send(Endpoint to, Message message) {
                if (message instanceof Submit submit) {
                    submits.add(submit);
                }
            }

            @Override
            public void tell(ClientEvent fact) {
                workload.on(fact, nowNanos);
            }
        };
    }

    private void turn(Workload workload, long nowNanos) {
        workload.turn(core, nowNanos, heardBy(workload, nowNanos));
    }

    private void answer(Workload workload, String result, long nowNanos) {
        Finished finished = new Finished(
                TraceContext.NONE, "d-1", submits.remove(0).jobId(), Status.OK, RawJson.of(result), null, 1, "calc-1");
        core.onMessage(DISPATCHER, finished, nowNanos, heardBy(workload, nowNanos));
    }

    @Test
    void shouldKeepSoManyOpenInAClosedLoop() {
        Workload workload = workload(Pace.outstanding(3), new Limit(5, 0));
        turn(workload, 0);
        assertEquals(3, submits.size());
        assertEquals(Long.MAX_VALUE, workload.nextTurnNanos(0), "waits for an answer");

        answer(workload, "25", 10 * MS);
        assertEquals(10 * MS, workload.nextTurnNanos(10 * MS));
        turn(workload, 10 * MS);
        assertEquals(4, statistics.sent());
    }

    @Test
    void shouldEndWhenTheCountIsReachedAndAllHaveEnded() {
        Workload workload = workload(Pace.outstanding(2), new Limit(2, 0));
        turn(workload, 0);
        assertFalse(workload.isDone(0));
        answer(workload, "25", 1);
        answer(workload, "25", 1);
        assertTrue(workload.isDone(1));
        assertEquals(2, statistics.ok());
    }

    @Test
    void shouldTakeNoJobsAfterItsTime() {
        Workload workload = workload(Pace.rate(1_000), new Limit(0, 10 * MS));
        turn(workload, 0);
        assertEquals(MS, workload.nextTurnNanos(0));
        turn(workload, 10 * MS);
        assertEquals(1, statistics.sent());
        assertEquals(Long.MAX_VALUE, workload.nextTurnNanos(10 * MS));
    }

    @Test
    void shouldWantATurnWhenItsTimeIsOver() {
        Workload workload = workload(Pace.random(1_000 * MS, 1_000 * MS, random), new Limit(0, 10 * MS));
        turn(workload, 0);
        answer(workload, "25", 1);
        assertEquals(10 * MS, workload.nextTurnNanos(1));
        assertTrue(workload.isDone(10 * MS));
    }

    @Test
    void shouldCountTheTimeToAnAnswerFromWhenTheJobWasDue() {
        Workload workload = workload(Pace.rate(1_000), new Limit(3, 0));
        turn(workload, 0);
        turn(workload, 50 * MS); // Held up: the jobs due at 1 and 2 ms leave now.
        answer(workload, "25", 51 * MS);
        answer(workload, "25", 51 * MS);
        answer(workload, "25", 51 * MS);
        assertEquals(49, Math.round(statistics.latencyMicros().getMinValue() / 1e3));
        assertEquals(51, Math.round(statistics.latencyMicros().getMaxValue() / 1e3));
    }

    @Test
    void shouldNoticeAJobThatEndsTwice() {
        Workload workload = workload(Pace.outstanding(1), new Limit(1, 0));
        List<ClientEvent> ends = new ArrayList<>();
        turn(workload, 0);
        Finished finished = new Finished(
                TraceContext.NONE, "d-1", submits.get(0).jobId(), Status.OK, RawJson.of("25"), null, 1, "calc-1");
        core.onMessage(DISPATCHER, finished, 1, new Output<>() {
            @Override
            public void send(Endpoint to, Message message) {}

            @Override
            public void tell(ClientEvent fact) {
                ends.add(fact);
                workload.on(fact, 1);
            }
        });
        assertEquals(0, statistics.endedTwice());

        ends.forEach(fact -> workload.on(fact, 2));
        assertEquals(1, statistics.ok());
        assertEquals(1, statistics.endedTwice());
    }

    @Test
    void shouldFindWrongAnswers() {
        Workload workload = workload(Pace.outstanding(1), new Limit(1, 0));
        turn(workload, 0);
        answer(workload, "26", 1);
        assertEquals(1, statistics.wrong());
        assertEquals(0, statistics.ok());
    }

    @Test
    void shouldTakeBackWhatIsOpenAndCallItUnanswered() {
        Workload workload = workload(Pace.outstanding(2), new Limit(0, 0));
        turn(workload, 0);
        workload.stop();
        workload.cancelOpen(core, MS, heardBy(workload, MS));
        long giveUp = 2_001 * MS;
        while (core.nextDeadlineNanos() <= giveUp) {
            core.onDeadline(giveUp, heardBy(workload, giveUp));
        }
        assertTrue(workload.isDone(giveUp));
        assertEquals(2, statistics.unanswered());
    }

    @Test
    void shouldTakeABurstInTurns() {
        Workload workload = workload(Pace.outstanding(1_000), new Limit(1_000, 0));
        turn(workload, 0);
        assertTrue(submits.size() < 1_000);
        assertEquals(0, workload.nextTurnNanos(0), "wants the next turn at once");
    }
}
