package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorRefused;
import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A slot is taken until its calculator says otherwise. */
class SlotsTest {
    private final World world = new World();

    @Test
    void shouldFillAllSlotsAndNoMore() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.fromClient(submit(3));

        assertEquals(List.of(job(1), job(2)), jobs(c1.allAssigned()));
        assertEquals(1, world.core.snapshot().queued());
    }

    @Test
    void shouldGiveTheNextJobToASlotThatAResultFrees() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.fromClient(submit(3));
        List<Assign> first = c1.allAssigned();

        c1.completes(first.get(1).attempt());

        assertEquals(job(3), c1.assigned().attempt().jobId());
        assertEquals(2, world.core.snapshot().slotsTaken());
    }

    @Test
    void shouldTakeCalculatorsInTurn() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        PlayedCalculator c2 = world.calculator("c2", 2);
        for (int n = 1; n <= 4; n++) {
            world.fromClient(submit(n));
        }
        assertEquals(List.of(job(1), job(3)), jobs(c1.allAssigned()));
        assertEquals(List.of(job(2), job(4)), jobs(c2.allAssigned()));
    }

    @Test
    void shouldSendNothingMoreToACalculatorThatHasRefusedUntilItSaysThatASlotIsFree() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        AttemptId refused = c1.assigned().attempt();
        c1.othersBusy = 1;
        c1.refuses(refused, Status.RESOURCE_EXHAUSTED);
        world.live(1_000, c1);
        assertEquals(List.of(), c1.allAssigned());
        assertEquals(1, world.facts(CalculatorRefused.class).size());

        c1.othersBusy = 0;
        c1.beat();

        AttemptId next = c1.assigned().attempt();
        assertEquals(2, next.number(), "the refused one has used its number up");
        c1.completes(next);
        assertEquals(1, world.finished().attempts(), "but it counts as no attempt");
    }

    @Test
    void shouldOpenAClosedCalculatorAlsoByAResult() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        AttemptId first = c1.run();
        world.fromClient(submit(2));
        c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        assertEquals(List.of(), c1.allAssigned());

        c1.completes(first);

        assertEquals(job(2), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldOfferARefusedJobAlsoToTheCalculatorThatRefusedIt() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator busy = world.calculator("busy", 1);
        busy.othersBusy = 1;
        busy.beat();
        world.fromClient(submit(1));
        c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        c1.beat(); // Its slot is free, and offered to us.

        assertEquals(2, c1.assigned().attempt().number());
    }

    @Test
    void shouldNotSayThatWhoRefusedHasRunAnything() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 1_000, 0, null));
        c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        world.pass(1_000);

        Finished finished = world.finished();
        assertEquals(0, finished.attempts());
        assertNull(finished.calculator());
    }

    @Test
    void shouldNotBelieveARefusalOfWhatIsKnownToRun() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1));
        AttemptId attempt = c1.run();
        c1.refuses(attempt, Status.RESOURCE_EXHAUSTED);

        assertEquals(Ignored.STALE, world.last(MessageIgnored.class).why());
        assertEquals(List.of(), c2.allAssigned());
        assertEquals(1, world.facts(AttemptStarted.class).size());
        c1.completes(attempt);
        assertEquals(Status.OK, world.finished().status());
    }

    @Test
    void shouldSendNoWorkToACalculatorThatSaysThatItDrains() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.refuses(c1.assigned().attempt(), Status.UNAVAILABLE);
        assertEquals(1, world.core.snapshot().draining());
        c1.draining = true;
        world.live(500, c1);
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldNotOfferAFunctionToACalculatorThatDoesNotKnowIt() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1));
        c1.refuses(c1.assigned().attempt(), Status.NOT_FOUND);

        assertEquals(job(1), c2.assigned().attempt().jobId());
        world.fromClient(submit(2));
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldCountTheSlotsThatOthersTake() {
        PlayedCalculator c1 = world.calculator("c1", 3);
        c1.othersBusy = 2;
        c1.beat();
        world.fromClient(submit(1));
        world.fromClient(submit(2));

        assertEquals(List.of(job(1)), jobs(c1.allAssigned()));
        assertEquals(3, world.core.snapshot().slotsTaken());
    }

    @Test
    void shouldKeepTheSlotOfAnAttemptThatWasGivenUp() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 1_000, 0, null));
        AttemptId hung = c1.run();
        world.live(1_000, c1);
        assertEquals(Status.DEADLINE_EXCEEDED, world.last(JobFinished.class).status());

        world.fromClient(submit(2));
        world.live(1_000, c1);
        assertEquals(List.of(), c1.allAssigned(), "it still names the first");

        c1.stops(hung);
        c1.beat();
        world.pass(201);
        c1.beat();
        assertEquals(job(2), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldCountTheSlotOfAnAdoptedAttemptOnce() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        AttemptId named = new AttemptId(job(1), 1, "dispatcher-0");
        c1.runs(named);
        c1.beat();
        assertEquals(1, world.core.snapshot().slotsTaken());

        world.fromClient(submit(1, 2, 9_000, 0, null));
        c1.allAssigned();
        assertEquals(1, world.core.snapshot().slotsTaken());
        c1.completes(named);
        assertEquals(0, world.core.snapshot().slotsTaken());
    }

    @Test
    void shouldCountTheSlotOfAnAttemptAdoptedByAHeartbeatOnce() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1, 2, 9_000, 0, null));
        c1.runs(new AttemptId(job(1), 1, "dispatcher-0"));
        c1.beat();

        assertEquals(1, world.core.snapshot().slotsTaken());
    }

    @Test
    void shouldSeeTheSlotOfAnotherBehindOneThatIsFreeAgain() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 1_000, 0, null));
        AttemptId givenUp = c1.run();
        world.live(1_000, c1);
        world.pass(201);
        c1.stops(givenUp);
        c1.othersBusy = 1; // Somebody else was quicker.
        world.fromClient(submit(2));
        c1.beat();

        assertEquals(List.of(), c1.allAssigned());
    }

    private static List<JobId> jobs(List<Assign> assigns) {
        return assigns.stream().map(assign -> assign.attempt().jobId()).toList();
    }
}
