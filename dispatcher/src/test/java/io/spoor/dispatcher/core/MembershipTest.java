package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorDraining;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorForgotten;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorJoined;
import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How calculators are registered, suspected, lost, forgotten, and how they come back. */
class MembershipTest {
    private final World world = new World();

    @Test
    void shouldJoinByTheFirstEcho() {
        PlayedCalculator c1 = new PlayedCalculator(world, "c1", 3);
        HeartbeatAck ack = c1.beat();
        assertEquals(World.ME, ack.dispatcher());
        assertEquals(1, ack.number());
        assertEquals(0, ack.expected());
        assertEquals(0, world.core.snapshot().suspect());
        assertEquals(List.of(), world.facts(CalculatorJoined.class));

        c1.beat();

        assertEquals(1, world.core.snapshot().alive());
        CalculatorJoined joined = world.last(CalculatorJoined.class);
        assertEquals("c1", joined.calculator());
        assertEquals(c1.endpoint, joined.endpoint());
        assertEquals(3, joined.slots());
    }

    @Test
    void shouldNotKnowWhoNeverHearsUs() {
        world.heartbeat("deaf", 1, 1, 0, 0, List.of());
        assertEquals(0, world.core.snapshot().suspect());
        assertEquals(0, world.core.snapshot().timers());
        assertEquals(List.of(), world.facts(CalculatorForgotten.class));
    }

    @Test
    void shouldSuspectThenBuryThenForgetWhoIsSilent() {
        world.calculator("c1", 1);
        world.pass(450);
        assertChanged(Liveness.ALIVE, Liveness.SUSPECT);
        world.pass(190);
        assertChanged(Liveness.SUSPECT, Liveness.DEAD);
        assertEquals(1, world.core.snapshot().dead());
        world.pass(60_000);
        assertFalse(world.last(CalculatorForgotten.class).drained());
        assertEquals(0, world.core.snapshot().dead());
        assertEquals(Long.MAX_VALUE, world.core.nextDeadlineNanos());
    }

    @Test
    void shouldGiveASuspectNoNewWorkAndLeaveItWhatItHas() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        c1.run();
        world.pass(500);
        world.fromClient(submit(2));
        assertEquals(List.of(), c1.allAssigned());
        assertEquals(1, world.core.snapshot().assigned());

        c1.beat();
        c1.beat();
        assertEquals(job(2), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldKnowACalculatorThatComesBack() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.pass(1_000);
        c1.beat();
        c1.beat();
        assertChanged(Liveness.DEAD, Liveness.ALIVE);
        assertEquals(1, world.facts(CalculatorJoined.class).size(), "it had not left");
        world.fromClient(submit(1));
        assertEquals(job(1), c1.assigned().attempt().jobId());
        world.live(1_000, c1);
        assertEquals(1, world.core.snapshot().alive());
    }

    @Test
    void shouldTellHowManyAttemptsWereLost() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.pass(640);
        assertEquals(2, world.last(CalculatorChanged.class).attemptsLost());
        assertEquals(2, c1.allAssigned().size());
    }

    @Test
    void shouldTakeAReplyForASignOfLife() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.pass(400);
        world.fromClient(submit(1));
        AttemptId attempt = c1.assigned().attempt();
        c1.started(attempt);
        world.pass(400);
        assertEquals(1, world.core.snapshot().alive());
    }

    @Test
    void shouldGiveWorkAtOnceToASuspectThatAnswers() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId first = c1.assigned().attempt();
        world.pass(460);
        world.fromClient(submit(2, 1, 60_000, 0, null));
        c1.allAssigned();

        c1.started(first);
        assertEquals(World.job(2), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldGiveWorkAtOnceToASuspectThatCompletes() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        world.fromClient(submit(2, 1, 60_000, 0, null));
        AttemptId first = c1.run();
        world.pass(460);

        c1.completes(first);
        assertEquals(World.job(2), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldNotTakeHeartbeatsWithoutARecentEchoForARoundTrip() {
        world.calculator("c1", 1);
        long oldEcho = world.now / 1_000;
        for (int beat = 3; beat < 16; beat++) {
            world.pass(100);
            world.heartbeat("c1", beat, 1, 0, oldEcho, List.of());
        }
        assertEquals(0, world.core.snapshot().alive(), "it speaks, but it is deaf");
    }

    @Test
    void shouldNotTakeTheEchoOfAnotherLife() {
        PlayedCalculator c1 = new PlayedCalculator(world, "c1", 1);
        c1.hears("dispatcher-0", world.now / 1_000);
        c1.beat();
        assertEquals(0, world.core.snapshot().alive());
        c1.beat();
        assertEquals(1, world.core.snapshot().alive());
    }

    @Test
    void shouldIgnoreAHeartbeatThatWasOvertaken() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.live(300, c1);
        c1.draining = true;
        c1.beat();
        long newest = c1.beats();
        c1.draining = false;

        world.from(new Endpoint("10.9.9.9", 9), c1.heartbeat(newest - 1));

        assertEquals(Ignored.STALE, world.last(MessageIgnored.class).why());
        assertEquals(List.of(), world.take(HeartbeatAck.class, new Endpoint("10.9.9.9", 9)));
        assertEquals(1, world.core.snapshot().draining(), "it does not undo the draining");
    }

    @Test
    void shouldTakeAllPartsOfOneBeat() {
        PlayedCalculator c1 = world.calculator("c1", 4);
        AttemptId one = new AttemptId(job(1), 1, "dispatcher-0");
        AttemptId two = new AttemptId(job(2), 1, "dispatcher-0");
        c1.runs(one);
        world.from(c1.endpoint, c1.heartbeat(3));
        c1.stops(one);
        c1.runs(two);
        world.from(c1.endpoint, c1.heartbeat(3));
        assertEquals(List.of(), world.facts(MessageIgnored.class));
        assertEquals(2, world.take(HeartbeatAck.class, c1.endpoint).size());
    }

    @Test
    void shouldNotLoseACalculatorThatDrains() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        AttemptId attempt = c1.run();
        c1.draining = true;
        assertEquals(1, c1.beat().expected(), "it is to wait for its result to arrive");
        assertEquals("c1", world.last(CalculatorDraining.class).calculator());
        world.fromClient(submit(2));
        assertEquals(List.of(), c1.allAssigned());

        c1.completes(attempt);
        assertEquals(0, c1.beat().expected());
        world.pass(640);

        assertTrue(world.last(CalculatorForgotten.class).drained());
        assertFalse(world.facts(CalculatorChanged.class).stream().anyMatch(change -> change.to() == Liveness.DEAD));
    }

    @Test
    void shouldLoseACalculatorThatDiesWhileItDrains() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 120_000, 0, null));
        c1.run();
        c1.draining = true;
        c1.beat();
        world.pass(640);
        assertChanged(Liveness.SUSPECT, Liveness.DEAD);
        world.pass(60_000);
        assertFalse(world.last(CalculatorForgotten.class).drained(), "it was lost, and did not leave");
    }

    @Test
    void shouldProveNothingByASilenceThatIsNoticedLate() {
        List<PlayedCalculator> calculators = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calculators.add(world.calculator("c" + i, 1));
        }
        world.fromClient(submit(1, 1, 60_000, 0, null));
        calculators.get(0).run();
        world.live(300, calculators.toArray(PlayedCalculator[]::new));

        world.stopFor(3_000);
        world.live(1_000, calculators.toArray(PlayedCalculator[]::new));

        assertEquals(40, world.core.snapshot().alive());
        assertFalse(world.facts(CalculatorChanged.class).stream().anyMatch(change -> change.to() == Liveness.DEAD));
        assertEquals(1, world.facts(AttemptStarted.class).size(), "nor was a lease over");
    }

    @Test
    void shouldMakeNobodyAliveByASilenceThatIsNoticedLate() {
        world.calculator("c1", 1);
        world.pass(500);
        assertEquals(1, world.core.snapshot().suspect());

        world.stopFor(3_000);
        world.pass(0);

        assertEquals(0, world.core.snapshot().alive(), "nothing was heard of it");
        assertEquals(1, world.core.snapshot().suspect());
        world.pass(640);
        assertEquals(1, world.core.snapshot().dead());
    }

    @Test
    void shouldAnswerTheJobsOfALifeThatNeverReturns() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 5_000, 0, null));
        c1.run();
        world.pass(5_000);
        JobFinished finished = world.last(JobFinished.class);
        assertEquals(Status.DEADLINE_EXCEEDED, finished.status());
        assertEquals(
                "no live calculator offers 'sleep'; the attempt before failed: calculator c1 was lost",
                finished.reason());
    }

    private void assertChanged(Liveness from, Liveness to) {
        CalculatorChanged changed = world.last(CalculatorChanged.class);
        assertEquals(from, changed.from());
        assertEquals(to, changed.to());
    }
}
