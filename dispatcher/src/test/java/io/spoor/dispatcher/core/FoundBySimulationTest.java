package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What drawn worlds have found in this core, each as short as it can be told. */
class FoundBySimulationTest {
    private static final long PATIENT_MS = 600_000;

    private final World world = new World();
    private long beats = 2;

    @Test
    void shouldRetryAnAttemptThatItCancelledItselfAndTookBack() {
        world.join("c1", 1);
        world.fromClient(submit(1, 1, PATIENT_MS, 0, null));
        AttemptId attempt = world.one(Assign.class).attempt();
        // The lease ends, for no heartbeat names the attempt; then one does, while the cancel is under way.
        while (world.facts(DispatcherEvent.AttemptEnded.class).isEmpty()) {
            beat("c1", List.of());
            world.pass(10);
        }
        assertEquals(
                AttemptEnd.LEASE_EXPIRED,
                world.facts(DispatcherEvent.AttemptEnded.class).get(0).end());
        beat("c1", List.of(attempt));
        assertEquals(1, world.facts(DispatcherEvent.AttemptAdopted.class).size());

        world.completed(attempt, "c1", Status.CANCELLED);

        assertEquals(List.of(), world.facts(DispatcherEvent.JobFinished.class));
        world.passWithHeartbeats(300, () -> beat("c1", List.of()));
        List<DispatcherEvent.AttemptStarted> started = world.facts(DispatcherEvent.AttemptStarted.class);
        assertEquals(2, started.get(started.size() - 1).attempt().number());
    }

    @Test
    void shouldNotTakeBackAnAttemptThatHasEnded() {
        world.join("c1", 1);
        world.fromClient(submit(1, 1, PATIENT_MS, 0, null));
        AttemptId attempt = world.one(Assign.class).attempt();
        world.completed(attempt, "c1", Status.UNAVAILABLE);

        beat("c1", List.of(attempt)); // Sent before the attempt ended, and overtaken by its result.

        assertEquals(List.of(), world.facts(DispatcherEvent.AttemptAdopted.class));
    }

    @Test
    void shouldNotWaitAgainForAnAttemptThatHangs() {
        world.join("c1", 1);
        world.fromClient(submit(1, 1, PATIENT_MS, 0, null));
        Assign assign = world.one(Assign.class);
        world.started(assign, "c1");
        List<AttemptId> running = List.of(assign.attempt());
        world.passWithHeartbeats(5_000, () -> beat("c1", running));
        assertEquals(
                AttemptEnd.TIMED_OUT,
                world.facts(DispatcherEvent.AttemptEnded.class).get(0).end());
        world.forgetSent();

        beat("c1", running);

        assertEquals(List.of(), world.facts(DispatcherEvent.AttemptAdopted.class));
        assertEquals(assign.attempt(), world.one(CancelAttempt.class).attempt());
    }

    @Test
    void shouldNotCountTheSameCalculatorAsTwoDeadOnes() {
        world.join("c1", 1);
        world.join("c2", 1);
        world.fromClient(submit(1, 1, PATIENT_MS, 10, null));
        world.passWithHeartbeats(800, () -> beat("c2", List.of()));
        AttemptId second = lastStarted().attempt();
        assertEquals("c2", lastStarted().calculator());
        world.pass(700);
        assertEquals(2, world.facts(DispatcherEvent.AttemptEnded.class).size());

        world.heartbeat("c2", ++beats, 1, 1, 0, List.of(second)); // It can speak, and not yet hear.
        beat("c2", List.of(second));
        world.pass(700);

        assertEquals(List.of(), world.facts(DispatcherEvent.JobFinished.class));
    }

    @Test
    void shouldCountNoCalculatorAsDeadThatSpeaksAgainBeforeItHears() {
        world.join("c1", 1);
        world.join("c2", 1);
        world.fromClient(submit(1, 1, PATIENT_MS, 10, null));
        for (String broken : List.of("c1", "c2", "c1", "c2")) {
            assertEquals(broken, lastStarted().calculator());
            String other = broken.equals("c1") ? "c2" : "c1";
            world.heartbeat(other, ++beats, 1, 0, 0, List.of()); // Back from a breakdown: it has not heard us yet.
            world.passWithHeartbeats(900, () -> beat(other, startedLastOn(other)));
        }

        assertEquals(List.of(), world.facts(DispatcherEvent.JobFinished.class));
    }

    @Test
    void shouldSuspectACalculatorInTimeAlsoWhenItWasSuspectBefore() {
        World slowToBury = new World(settings -> {
            settings.suspectMs = 200;
            settings.deadMs = 1_000;
        });
        slowToBury.join("c1", 1);
        slowToBury.pass(210);
        slowToBury.alive("c1", 3, 1, 0, List.of());
        slowToBury.forgetSent();

        slowToBury.pass(210);
        slowToBury.fromClient(submit(1));

        assertEquals(List.of(), slowToBury.all(Assign.class));
    }

    @Test
    void shouldNotKeepAJobOfOneAttemptThatMayHaveRunInAnotherLife() {
        world.fromClient(submit(1, 1, PATIENT_MS, 1, null));
        world.fromClient(submit(1, 2, PATIENT_MS, 1, "dispatcher-of-yesterday"));

        world.pass(1_000);

        Finished finished = world.finished();
        assertEquals(Status.UNAVAILABLE, finished.status());
    }

    @Test
    void shouldGiveNoWorkToACalculatorThatOnlySpeaks() {
        world.join("c1", 1);
        long lastHeard = world.echo("c1");
        world.passWithHeartbeats(1_000, () -> world.heartbeat("c1", ++beats, 1, 0, lastHeard, List.of()));
        world.forgetSent();

        world.fromClient(submit(1));

        assertEquals(List.of(), world.all(Assign.class));
    }

    private void beat(String calculator, List<AttemptId> running) {
        world.alive(calculator, ++beats, 1, running.size(), running);
    }

    private List<AttemptId> startedLastOn(String calculator) {
        return lastStarted().calculator().equals(calculator)
                ? List.of(lastStarted().attempt())
                : List.of();
    }

    private DispatcherEvent.AttemptStarted lastStarted() {
        List<DispatcherEvent.AttemptStarted> started = world.facts(DispatcherEvent.AttemptStarted.class);
        return started.get(started.size() - 1);
    }
}
