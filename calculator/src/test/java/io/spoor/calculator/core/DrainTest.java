package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.B;
import static io.spoor.calculator.core.Turns.DRAIN;
import static io.spoor.calculator.core.Turns.HEARTBEAT;
import static io.spoor.calculator.core.Turns.SILENCE;
import static io.spoor.calculator.core.Turns.ackOf;
import static io.spoor.calculator.core.Turns.assign;
import static io.spoor.calculator.core.Turns.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.DrainStarted;
import io.spoor.calculator.core.CalculatorEvent.Drained;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Status;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final AttemptId J1 = attempt(1, "disp-a");
    private static final AttemptId J2 = attempt(2, "disp-a");

    private final Turns turns = Turns.of(2, A).start();

    DrainTest() {
        turns.ack(A, "disp-a", 0);
        turns.pass(HEARTBEAT);
    }

    private void drain() {
        turns.calculator.drain(turns.now, turns);
    }

    @Test
    void shouldSayAtOnceThatItDrainsAndLeaveWhenNothingIsExpected() {
        turns.forget();
        drain();
        assertTrue(turns.only(Heartbeat.class).draining());
        assertEquals(new DrainStarted(0), turns.fact(DrainStarted.class));
        assertFalse(turns.calculator.isDrained());

        turns.ack(A, "disp-a", 0);

        assertTrue(turns.calculator.isDrained());
        assertEquals(new Drained(true, 0), turns.fact(Drained.class));
        assertEquals(Long.MAX_VALUE, turns.calculator.nextDeadlineNanos());
    }

    @Test
    void shouldNotLeaveOnAnAckOfABeatThatDidNotSayDraining() {
        long before = turns.lastBeat(A).number();
        drain();
        turns.receive(A, ackOf(before, "disp-a", 0));
        assertFalse(turns.calculator.isDrained());
    }

    @Test
    void shouldFinishWhatRunsAndRefuseWhatIsNew() {
        turns.receive(A, assign(J1));
        drain();
        turns.ack(A, "disp-a", 1);
        turns.receive(A, assign(J2));
        assertEquals(Status.UNAVAILABLE, turns.only(AssignRefused.class).status());
        turns.forget();

        turns.computed(J1);

        assertEquals(Status.OK, turns.only(Completed.class).status());
        assertTrue(turns.only(Heartbeat.class).draining(), "asks at once whether it may leave");
        assertFalse(turns.calculator.isDrained());
        turns.ack(A, "disp-a", 0);
        assertTrue(turns.calculator.isDrained());
    }

    @Test
    void shouldStayUntilALostResultHasArrived() {
        turns.receive(A, assign(J1));
        drain();
        turns.computed(J1); // lost
        turns.ack(A, "disp-a", 1);
        turns.pass(HEARTBEAT);
        assertFalse(turns.calculator.isDrained());

        turns.receive(A, assign(J1, 2, 60_000));
        assertEquals(2, turns.sent(Completed.class).size());
        turns.ack(A, "disp-a", 0);
        assertTrue(turns.calculator.isDrained());
    }

    @Test
    void shouldNotLeaveWhileSomethingRunsThatNobodyExpects() {
        turns.receive(A, assign(J1));
        drain();
        turns.ack(A, "disp-a", 0);
        assertFalse(turns.calculator.isDrained());
        turns.cancel(A, J1);
        assertTrue(turns.calculator.isDrained());
    }

    @Test
    void shouldLeaveAtOnceWhenNoDispatcherHasEverAnswered() {
        Turns alone = Turns.of(1, A).start();
        alone.calculator.drain(alone.now, alone);
        assertTrue(alone.calculator.isDrained());
    }

    @Test
    void shouldNotWaitForADispatcherThatFallsSilent() {
        drain();
        turns.pass(SILENCE);
        assertEquals(new Drained(true, 0), turns.fact(Drained.class));
    }

    @Test
    void shouldWaitForEveryDispatcherThatIsAlive() {
        Turns two = Turns.of(1, A, B).start();
        two.ack(A, "disp-a", 0);
        two.ack(B, "disp-b", 0);
        two.calculator.drain(two.now, two);
        two.ack(A, "disp-a", 0);
        assertFalse(two.calculator.isDrained());
        two.ack(B, "disp-b", 0);
        assertTrue(two.calculator.isDrained());
    }

    @Test
    void shouldTellALifeMetWhileDrainingWhatThereIsBeforeItLeaves() {
        turns.receive(A, assign(J1));
        turns.computed(J1);
        drain();

        turns.ack(A, "disp-b", 0);
        assertFalse(turns.calculator.isDrained());
        assertEquals(1, turns.lastBeat(A).completed().size());

        turns.ack(A, "disp-b", 0);
        assertTrue(turns.calculator.isDrained());
    }

    @Test
    void shouldLeaveWhenItsTimeIsOverAndSayWhatItAbandons() {
        turns.receive(A, assign(J1, 1, 86_400_000));
        drain();
        for (long passed = 0; passed < DRAIN - HEARTBEAT; passed += HEARTBEAT) {
            turns.pass(HEARTBEAT);
            turns.ack(A, "disp-a", 1);
        }
        assertFalse(turns.calculator.isDrained());

        turns.pass(HEARTBEAT);

        assertEquals(new Drained(false, 1), turns.fact(Drained.class));
        assertEquals(Status.UNAVAILABLE, turns.only(Completed.class).status());
    }

    @Test
    void shouldNotWaitForACalculationThatCannotBeStopped() {
        turns.unstoppable.add(J1);
        turns.receive(A, assign(J1));
        turns.cancel(A, J1);
        drain();
        turns.ack(A, "disp-a", 0);
        assertTrue(turns.calculator.isDrained());
    }

    @Test
    void shouldBeginToDrainOnlyOnce() {
        turns.receive(A, assign(J1));
        drain();
        turns.forget();
        drain();
        assertEquals(0, turns.sent.size());
        assertEquals(0, turns.facts.size());
    }

    @Test
    void shouldAnswerQuestionsAsBeforeUntilTheSocketIsClosed() {
        turns.receive(A, assign(J1));
        turns.computed(J1);
        drain();
        turns.ack(A, "disp-a", 0);
        assertTrue(turns.calculator.isDrained());
        turns.forget();
        turns.receive(A, assign(J1, 2, 60_000));
        assertEquals(J1, turns.only(Completed.class).attempt());
    }
}
