package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ME;
import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who writes another's address into his packets moves nothing there but a reply of about the size of his question. */
class SpoofedSourceTest {
    private static final Endpoint VICTIM = new Endpoint("10.9.9.9", 9);

    private final World world = new World();

    @Test
    void shouldNotSendAttemptsWhereNoEchoHasComeFrom() {
        PlayedCalculator c1 = world.calculator("c1", 8);
        c1.beat();
        long known = world.echo("c1");
        world.from(VICTIM, World.heartbeatOf("c1", 50, 8, 0, known, false, List.of(), List.of()));
        world.from(VICTIM, World.heartbeatOf("c2", 1, 1_024, 0, known, false, List.of(), List.of()));
        assertEquals(2, world.take(HeartbeatAck.class, VICTIM).size());

        for (int n = 1; n <= 12; n++) {
            world.fromClient(submit(n));
        }
        world.pass(300);

        assertEquals(List.of(), world.take(Message.class, VICTIM));
        assertEquals(8, c1.allAssigned().size());
    }

    /** Else the calculator itself would be stale from then on. */
    @Test
    void shouldNotBelieveANumberFromWhereNoEchoHasComeFrom() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.from(
                VICTIM, World.heartbeatOf("c1", Limits.NUMBER_MAX, 1, 1, world.echo("c1"), true, List.of(), List.of()));
        c1.beat();
        world.fromClient(submit(1));
        assertEquals(job(1), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldFollowACalculatorWhoseAddressChangesAfterOneRoundTrip() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        Endpoint moved = new Endpoint("10.0.2.2", 2);
        world.from(moved, World.heartbeatOf("c1", 50, 1, 0, world.echo("c1"), false, List.of(), List.of()));
        HeartbeatAck ack = world.takeOne(HeartbeatAck.class, moved);
        world.from(moved, World.heartbeatOf("c1", 51, 1, 0, ack.echo(), false, List.of(), List.of()));

        world.fromClient(submit(1));

        assertEquals(1, world.take(Assign.class, moved).size());
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldFetchNothingForSomebodyWhoHasNotBroughtAnEchoBack() {
        AttemptId earlier = new AttemptId(job(1), 1, "dispatcher-0");
        world.from(VICTIM, World.heartbeatOf("c1", 1, 1, 0, 0, false, List.of(earlier), List.of(earlier)));

        assertEquals(1, world.take(Message.class, VICTIM).size());
        assertEquals(0, world.core.snapshot().strangers());
    }

    @Test
    void shouldSpreadManyLargeAnswersOverSeveralPolls() {
        int jobs = Limits.POLL_IDS_MAX;
        finishWithLargeResults(jobs);
        List<JobId> open = new ArrayList<>();
        for (int n = 1; n <= jobs; n++) {
            open.add(job(n));
        }

        for (int number = 1; !open.isEmpty(); number++) {
            world.from(VICTIM, new Poll(TraceContext.NONE, "client-1", number, List.copyOf(open)));
            assertEquals(List.of(), world.takeOne(PollAck.class, VICTIM).unknown());
            List<Finished> answers = world.take(Finished.class, VICTIM);
            assertTrue(answers.size() <= 1 + open.size() / 3, answers.size() + " for " + open.size());
            Set<JobId> answered = answers.stream().map(Finished::jobId).collect(Collectors.toSet());
            assertNotEquals(Set.of(), answered);
            open.removeAll(answered);
        }
    }

    private void finishWithLargeResults(int jobs) {
        PlayedCalculator c1 = world.calculator("c1", jobs);
        RawJson large = RawJson.of("\"" + "x".repeat(Limits.PAYLOAD_MAX_BYTES - 2) + "\"");
        for (int n = 1; n <= jobs; n++) {
            world.fromClient(submit(n));
        }
        for (Assign assign : c1.allAssigned()) {
            assertEquals(ME, assign.attempt().dispatcher());
            world.from(
                    c1.endpoint,
                    new Message.Completed(TraceContext.NONE, "c1", assign.attempt(), Status.OK, large, null));
        }
        assertEquals(jobs, world.all(Finished.class).size());
    }
}
