package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ME;
import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code attempts: 1}: never knowingly run twice. */
class AtMostOnceTest {
    private static final String ANOTHER_LIFE = "dispatcher-0";

    private final World world = new World();
    private final PlayedCalculator c1 = world.calculator("c1", 1);

    @Test
    void shouldStartOnlyWhenItsClientNamesThisLife() {
        world.fromClient(once(1, null));
        assertEquals(ME, world.takeOne(Accepted.class, World.CLIENT).dispatcher(), "accepted at once");
        world.live(300, c1);
        assertEquals(List.of(), c1.allAssigned());

        world.fromClient(once(2, ME));

        assertEquals(1, c1.assigned().attempt().number());
    }

    @Test
    void shouldSayAcceptedAgainWhenItWasLost() {
        world.fromClient(once(1, null));
        world.forgetSent();
        world.fromClient(once(2, null));
        assertEquals(job(1), world.one(Accepted.class).jobId());
    }

    /** Found by the simulation: a submit that travelled long, and reached another life when its job was over. */
    @Test
    void shouldNotKeepAJobWhoseClientDoesNotAskAgain() {
        world.fromClient(once(1, null));
        world.live(4_000, c1);
        world.fromClient(once(1, null));
        world.forgetSent();
        world.live(4_000, c1);
        assertEquals(1, world.core.openJobs(), "it has asked again");

        world.live(1_001, c1);

        Finished finished = world.finished();
        assertEquals(Status.UNAVAILABLE, finished.status());
        assertEquals("the client did not confirm that it may run", finished.reason());
        assertEquals(0, world.core.openJobs());
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldKnowAJobThatWaitsToBeConfirmed() {
        world.fromClient(once(1, null));
        world.forgetSent();
        world.fromClient(new Poll(TraceContext.NONE, "client-1", 1, List.of(job(1))));
        assertEquals(List.of(), world.one(PollAck.class).unknown());
    }

    @Test
    void shouldSayAcceptedAgainToTheConfirmation() {
        world.fromClient(once(1, null));
        world.forgetSent();
        world.fromClient(once(2, World.ME));
        world.pass(5);
        assertEquals(1, world.all(Accepted.class).size());
    }

    @Test
    void shouldEndWithTheStatusOfItsOnlyAttempt() {
        confirmed();
        c1.run();
        world.live(640); // c1 falls silent.
        Finished finished = world.finished();
        assertEquals(Status.UNAVAILABLE, finished.status());
        assertEquals("calculator c1 was lost", finished.reason());
        assertEquals(1, finished.attempts());
    }

    @Test
    void shouldNotCountARefusalAsItsAttempt() {
        confirmed();
        c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        c1.beat();
        c1.completes(c1.assigned().attempt());
        assertEquals(Status.OK, world.finished().status());
    }

    @Test
    void shouldNotRunWhatAnotherLifeMayHaveRun() {
        world.live(700, c1);
        world.fromClient(once(3, ANOTHER_LIFE));
        world.live(500, c1); // The time to be adopted is over.

        Finished finished = world.finished();
        assertEquals(Status.UNAVAILABLE, finished.status());
        assertTrue(finished.reason() != null && finished.reason().startsWith("may have run"), finished::toString);
        assertEquals(List.of(), world.facts(AttemptStarted.class));
    }

    @Test
    void shouldAdoptWhatAnotherLifeLetRun() {
        World fresh = new World();
        PlayedCalculator runner = new PlayedCalculator(fresh, "c1", 1);
        AttemptId running = new AttemptId(job(1), 1, ANOTHER_LIFE);
        runner.runs(running);
        fresh.fromClient(once(3, ANOTHER_LIFE));
        fresh.pass(100);
        runner.join();
        assertEquals(1, fresh.facts(AttemptAdopted.class).size());
        fresh.forgetSent();

        runner.completes(running);

        assertEquals(Status.OK, fresh.finished().status());
    }

    @Test
    void shouldEndItWhenNobodyAdoptsItInTime() {
        World fresh = new World();
        fresh.fromClient(once(3, ANOTHER_LIFE));
        fresh.pass(599);
        assertEquals(List.of(), fresh.all(Finished.class));
        fresh.pass(1);
        assertEquals(Status.UNAVAILABLE, fresh.finished().status());
    }

    @Test
    void shouldNotRunItAgainWhenItsAnswerIsForgotten() {
        confirmed();
        c1.completes(c1.assigned().attempt());
        world.forgetSent();
        world.live(12_000, c1);

        world.fromClient(once(9, ME));

        assertEquals(Status.UNAVAILABLE, world.finished().status());
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldAskForNoConfirmationWhenOnlyTheDispatcherSaysOneAttempt() {
        World single = new World(settings -> settings.attempts = 1);
        PlayedCalculator calculator = single.calculator("c1", 1);
        single.fromClient(submit(1));
        calculator.completes(calculator.assigned().attempt(), Status.UNAVAILABLE);
        assertEquals(Status.UNAVAILABLE, single.finished().status());
        assertEquals(1, single.facts(AttemptStarted.class).size());
    }

    @Test
    void shouldSayWhyWhenItsClientNeverConfirms() {
        world.fromClient(submit(1, 1, 3_000, 1, null));
        world.live(3_000, c1);
        Finished finished = world.finished();
        assertEquals(Status.DEADLINE_EXCEEDED, finished.status());
        assertEquals("the client did not confirm that it may run", finished.reason());
        assertEquals(List.of(), world.all(Assign.class));
    }

    private void confirmed() {
        world.fromClient(once(1, null));
        world.fromClient(once(2, ME));
        world.take(Accepted.class, World.CLIENT);
    }

    private static Submit once(int ask, @Nullable String dispatcher) {
        return submit(1, ask, 10_000, 1, dispatcher);
    }
}
