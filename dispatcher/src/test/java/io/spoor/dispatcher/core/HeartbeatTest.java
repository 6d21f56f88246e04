package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptAcknowledged;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the names in a heartbeat, and those missing, are taken for. */
class HeartbeatTest {
    private final World world = new World();
    private final PlayedCalculator c1 = world.calculator("c1", 8);

    @Test
    void shouldTakeANameForAnAcknowledgement() {
        world.fromClient(submit(1));
        AttemptId attempt = c1.assigned().attempt();
        c1.runs(attempt);
        c1.beat();
        world.pass(500);

        assertEquals(1, world.facts(AttemptAcknowledged.class).size());
        assertEquals(List.of(), c1.allAssigned(), "named: the question is not repeated");
    }

    @Test
    void shouldAskAgainForWhatIsNotNamedAndNeverJudgeItLost() {
        world.fromClient(submit(1));
        AttemptId attempt = c1.run();
        c1.stops(attempt); // Its result was lost on the way.

        world.pass(100);
        c1.beat();
        assertEquals(List.of(), c1.allAssigned(), "asked less than an interval ago: it may be under way");
        world.pass(101);
        c1.beat();

        assertEquals(attempt, c1.assigned().attempt());
        assertEquals(2, world.last(AttemptAskedAgain.class).ask());
        assertEquals(List.of(), world.facts(AttemptEnded.class));
    }

    @Test
    void shouldConcludeNothingAboutNamesOutsideTheRange() {
        world.fromClient(submit(1));
        world.fromClient(submit(5));
        world.fromClient(submit(9));
        List<Assign> assigns = c1.allAssigned();
        assigns.forEach(assign -> c1.started(assign.attempt()));
        world.pass(300);

        beatOver(assigns.get(0).attempt(), assigns.get(1).attempt());

        assertEquals(job(5), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldCoverTheOpenEndsOfARound() {
        world.fromClient(submit(1));
        world.fromClient(submit(5));
        List<Assign> assigns = c1.allAssigned();
        assigns.forEach(assign -> c1.started(assign.attempt()));
        world.pass(300);

        beatOver(null, assigns.get(0).attempt());
        assertEquals(job(1), c1.assigned().attempt().jobId());
        beatOver(assigns.get(0).attempt(), null);
        assertEquals(job(5), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldTakeARangeThatHoldsNothingForJustThat() {
        world.fromClient(submit(5));
        AttemptId attempt = c1.run();
        world.pass(300);

        beatOver(attempt, attempt);
        beatOver(new AttemptId(job(9), 1, World.ME), new AttemptId(job(2), 1, World.ME));

        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldCancelWhatIsNamedAndWasGivenUp() {
        world.fromClient(submit(1, 1, 1_000, 0, null));
        AttemptId attempt = c1.run();
        world.live(1_000, c1);
        List<CancelAttempt> atTheEnd = c1.cancels();

        c1.beat();

        assertEquals(attempt, atTheEnd.get(0).attempt());
        assertEquals(attempt, c1.cancels().get(0).attempt(), "the first cancel may have been lost");
    }

    /** Such as one that cannot be stopped: it has answered its cancel, and is named on and on. */
    @Test
    void shouldCancelEverMoreRarelyWhatIsNamedOn() {
        world.fromClient(submit(1, 1, 1_000, 0, null));
        AttemptId attempt = c1.run();
        world.live(1_000, c1);
        c1.completes(attempt, Status.CANCELLED);
        c1.runs(attempt);
        c1.cancels();

        List<Integer> cancelled = new ArrayList<>();
        for (int beat = 1; beat <= 100; beat++) {
            world.pass(200);
            c1.beat();
            if (!c1.cancels().isEmpty()) {
                cancelled.add(beat);
            }
        }
        assertEquals(List.of(1, 3, 7, 15, 31, 63, 95), cancelled, "it was named once before: 2, 4, 8, … times");

        c1.stops(attempt);
        c1.beat();
        c1.runs(attempt);
        c1.beat();
        assertEquals(1, c1.cancels().size(), "it is a new one after it was not named");
    }

    @Test
    void shouldNotTakeBackWhatWasGivenUpAndHasFailed() {
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = c1.run();
        world.live(640); // taken for dead
        c1.completes(attempt, Status.UNAVAILABLE);
        c1.runs(attempt);
        c1.beat(); // sent before it failed
        assertEquals(List.of(), world.facts(DispatcherEvent.AttemptAdopted.class));
    }

    private void beatOver(@Nullable AttemptId after, @Nullable AttemptId upTo) {
        Heartbeat all = c1.heartbeat(100);
        world.from(
                "c1",
                new Heartbeat(
                        all.trace(),
                        all.calculator(),
                        all.number(),
                        all.slots(),
                        all.busy(),
                        all.draining(),
                        all.functions(),
                        all.versionMax(),
                        all.dispatcher(),
                        all.echo(),
                        after,
                        upTo,
                        List.of(),
                        List.of()));
    }
}
