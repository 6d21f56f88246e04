package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.B;
import static io.spoor.calculator.core.Turns.HEARTBEAT;
import static io.spoor.calculator.core.Turns.OFFER;
import static io.spoor.calculator.core.Turns.assign;
import static io.spoor.calculator.core.Turns.attempt;
import static io.spoor.calculator.core.Turns.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Heartbeat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two dispatchers share the slots of one calculator. */
class SeveralDispatchersTest {
    private static final AttemptId A1 = attempt(1, "disp-a");
    private static final AttemptId A2 = attempt(2, "disp-a");
    private static final AttemptId A3 = attempt(3, "disp-a");
    private static final AttemptId B1 = attempt(11, "disp-b");
    private static final AttemptId B2 = attempt(12, "disp-b");

    private final Turns turns = Turns.of(1, A, B).start();

    SeveralDispatchersTest() {
        turns.ack(A, "disp-a", 0);
        turns.ack(B, "disp-b", 0);
        turns.pass(ms(50));
    }

    @Test
    void shouldNameEveryDispatchersAttemptsToAll() {
        turns.receive(A, assign(A1));
        turns.pass(HEARTBEAT);
        assertEquals(List.of(A1), turns.lastBeat(A).running());
        assertEquals(List.of(A1), turns.lastBeat(B).running());
        assertEquals(1, turns.lastBeat(B).busy());
    }

    @Test
    void shouldOfferAFreedSlotToTheDispatcherThatWasRefused() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.forget();

        turns.computed(A1);

        assertEquals(0, turns.only(Heartbeat.class).busy());
        assertEquals(1, turns.sent(B, Heartbeat.class).size());
        turns.receive(A, assign(A2)); // quicker, since it learned first
        assertEquals(A2, turns.only(AssignRefused.class).attempt());
        turns.receive(B, assign(B2));
        assertEquals(List.of(A1, B2), turns.started);

        turns.forget();
        turns.computed(B2);
        assertEquals(1, turns.sent(A, Heartbeat.class).size(), "now it is A's turn");
    }

    @Test
    void shouldOfferToTheOneRefusedLongestAgoFirst() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.receive(A, assign(A2));
        turns.receive(B, assign(B2)); // keeps its place
        turns.forget();
        turns.computed(A1);
        assertEquals(1, turns.sent(B, Heartbeat.class).size());
        assertEquals(0, turns.sent(A, Heartbeat.class).size());
    }

    @Test
    void shouldGiveTheSlotToTheNextWhenTheOfferIsNotTaken() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.computed(A1);
        turns.receive(A, assign(A2));
        turns.forget();

        turns.pass(OFFER - 1);
        assertEquals(List.of(), turns.sent(A, Heartbeat.class));
        turns.pass(1);

        assertEquals(0, turns.only(Heartbeat.class).busy());
        assertEquals(1, turns.sent(A, Heartbeat.class).size());
        turns.receive(A, assign(A3));
        assertEquals(List.of(A1, A3), turns.started);
    }

    @Test
    void shouldGiveTheSlotToTheNextWhenTheOfferIsAnsweredByAnAckAlone() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.computed(A1);
        turns.receive(A, assign(A2));
        turns.ack(B, "disp-b", 0);
        turns.forget();
        turns.pass(ms(2));
        assertEquals(1, turns.sent(A, Heartbeat.class).size(), "long before the offer is over");
        turns.receive(A, assign(A3));
        assertEquals(List.of(A1, A3), turns.started);
    }

    @Test
    void shouldTakeAnAssignThatComesALittleAfterTheAck() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.computed(A1);
        turns.ack(B, "disp-b", 0);
        turns.pass(ms(1));
        turns.receive(B, assign(B2));
        assertEquals(List.of(A1, B2), turns.started);
    }

    @Test
    void shouldNotTellOthersOfASlotThatIsKept() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.pass(ms(148)); // B's refusal was before the beat at 200 ms, the offer is open at it
        turns.computed(A1);
        turns.forget();
        turns.pass(ms(5));
        assertEquals(1, turns.lastBeat(A).busy());
    }

    @Test
    void shouldForgetAnOfferToADispatcherThatMovedAway() {
        turns.receive(A, assign(A1));
        turns.receive(B, assign(B1));
        turns.computed(A1);
        turns.calculator.onDispatchersResolved(List.of(A), turns.now, turns);
        turns.receive(A, assign(A2));
        assertEquals(List.of(A1, A2), turns.started);
    }

    /** Until both are no longer new: to a new life all results are named. */
    private void passTogether() {
        for (int i = 0; i < DispatcherPeer.MEETING_BEATS; i++) {
            turns.pass(HEARTBEAT);
            turns.ack(A, "disp-a", 0);
            turns.ack(B, "disp-b", 0);
        }
    }

    /** B goes on to answer every beat. */
    private void passWithoutA(int beats) {
        for (int i = 0; i < beats; i++) {
            turns.pass(HEARTBEAT);
            turns.ack(B, "disp-b", 0);
        }
    }

    @Test
    void shouldNameToTheOthersWhatWasSentToADispatcherThatIsMissed() {
        passTogether();
        turns.receive(A, assign(A1));
        turns.computed(A1);
        passWithoutA(2);
        assertEquals(List.of(), turns.lastBeat(B).completed(), "two beats may be lost");
        passWithoutA(1);
        assertEquals(List.of(A1), turns.lastBeat(B).completed());

        turns.forget();
        turns.fetch(B, A1);
        assertEquals(B, turns.addressOf(Completed.class));
        passWithoutA(3);
        assertEquals(List.of(), turns.lastBeat(B).completed(), "named often enough");
    }

    @Test
    void shouldNameWhatItStillSendsToADispatcherThatIsMissed() {
        passTogether();
        turns.receive(A, assign(A1));
        passWithoutA(10);
        turns.computed(A1);
        passWithoutA(1);
        assertEquals(List.of(A1), turns.lastBeat(B).completed());
    }

    @Test
    void shouldNotNameWhatHasNothingToDoWithTheMissedOne() {
        passTogether();
        turns.receive(B, assign(B1));
        turns.computed(B1);
        passWithoutA(5);
        assertEquals(List.of(), turns.lastBeat(B).completed());
        turns.receive(A, assign(A1));
        turns.receive(B, assign(A1, 2, 60_000)); // B has adopted it.
        turns.computed(A1);
        passWithoutA(1);
        assertEquals(List.of(), turns.lastBeat(B).completed());
    }

    @Test
    void shouldNameToTheOthersWhatWasSentToAnAddressThatVanishes() {
        passTogether();
        turns.receive(A, assign(A1));
        turns.computed(A1);
        turns.calculator.onDispatchersResolved(List.of(B), turns.now, turns);
        turns.pass(HEARTBEAT);
        assertEquals(List.of(A1), turns.lastBeat(B).completed());
    }

    @Test
    void shouldTellTheOnlyDispatcherAtOnceOfASlotAfterARefusal() {
        Turns one = Turns.of(1, A).start();
        one.ack(A, "disp-a", 0);
        one.receive(A, assign(A1));
        one.receive(A, assign(A2));
        one.forget();
        one.computed(A1);
        assertEquals(0, one.only(Heartbeat.class).busy());
        one.receive(A, assign(A3));
        assertEquals(List.of(A1, A3), one.started);
    }
}
