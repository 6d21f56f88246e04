package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.ELSEWHERE;
import static io.spoor.calculator.core.Turns.STARTED_DELAY;
import static io.spoor.calculator.core.Turns.TRACE;
import static io.spoor.calculator.core.Turns.assign;
import static io.spoor.calculator.core.Turns.attempt;
import static io.spoor.calculator.core.Turns.ms;
import static io.spoor.calculator.core.Turns.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCancelled;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.calculator.core.CalculatorEvent.CalculationNotStopped;
import io.spoor.calculator.core.CalculatorEvent.CalculationReturned;
import io.spoor.calculator.core.CalculatorEvent.MessageUnexpected;
import io.spoor.calculator.core.CalculatorEvent.ResultResent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answering side: assign, cancel, fetch. */
class CalculatorCoreTest {
    private static final AttemptId J1 = attempt(1, "disp-a");
    private static final AttemptId J2 = attempt(2, "disp-a");

    private final Turns turns = Turns.of(1, A).start();

    @Test
    void shouldAnswerAQuickJobWithCompletedAlone() {
        turns.receive(A, assign(J1));
        turns.pass(STARTED_DELAY - 1);
        turns.computed(J1);
        turns.pass(ms(100));

        assertEquals(new Completed(TRACE, "calc-1", J1, Status.OK, RawJson.of("9"), null), turns.only(Completed.class));
        assertEquals(List.of(), turns.sent(Started.class));
        assertEquals(new AttemptBegan(J1, "sleep", A, ms(60_000), TRACE), turns.fact(AttemptBegan.class));
        assertEquals(
                new AttemptCompleted(J1, Status.OK, null, STARTED_DELAY - 1, true, TRACE),
                turns.fact(AttemptCompleted.class));
    }

    /** The dispatcher has not heard yet that this address was another calculator's. */
    @Test
    void shouldNotRunWhatNamesAnotherCalculator() {
        turns.receive(A, new Assign(TRACE, "calc-2", J1, 1, "sleep", Turns.ARGUMENTS, 60_000));
        turns.pass(ms(1_000));

        assertEquals(List.of(), turns.started);
        assertEquals(List.of(), turns.sent(AssignRefused.class));
        assertEquals(MessageType.ASSIGN, turns.fact(MessageUnexpected.class).type());

        turns.receive(A, new Assign(TRACE, "calc-1", J1, 1, "sleep", Turns.ARGUMENTS, 60_000));
        assertEquals(List.of(J1), turns.started);
    }

    @Test
    void shouldSayStartedOnceAfterItsDelay() {
        turns.receive(A, assign(J1));
        assertEquals(List.of(), turns.sent(Started.class));

        turns.pass(ms(1_000));

        assertEquals(new Started(TRACE, "calc-1", J1), turns.only(Started.class));
    }

    @Test
    void shouldNotAnswerASecondAskWhileStartedIsPendingAndAtOnceAfterwards() {
        turns.receive(A, assign(J1));
        turns.receive(A, assign(J1, 2, 60_000));
        assertEquals(List.of(), turns.sent(Started.class));

        turns.pass(STARTED_DELAY);
        assertEquals(1, turns.sent(Started.class).size());

        turns.receive(A, assign(J1, 3, 60_000));
        assertEquals(2, turns.sent(Started.class).size());
        assertEquals(List.of(J1), turns.started);
        assertEquals(
                List.of(new AttemptAskedAgain(J1, 2, TRACE), new AttemptAskedAgain(J1, 3, TRACE)),
                turns.facts(AttemptAskedAgain.class));
    }

    @Test
    void shouldAnswerTheSameToTheSameQuestionAfterItsEnd() {
        turns.receive(A, assign(J1));
        turns.computed(J1);
        turns.pass(Replies.KEPT_NANOS - 1);
        Completed first = turns.only(Completed.class);
        turns.forget();

        turns.receive(ELSEWHERE, assign(J1, 2, 60_000));
        turns.cancel(ELSEWHERE, J1);
        turns.fetch(ELSEWHERE, J1);

        assertEquals(List.of(first, first, first), turns.sent(ELSEWHERE, Completed.class));
        assertEquals(
                List.of(MessageType.ASSIGN, MessageType.CANCEL_ATTEMPT, MessageType.FETCH),
                turns.facts(ResultResent.class).stream()
                        .map(ResultResent::question)
                        .toList());
        assertEquals(List.of(J1), turns.started);
    }

    @Test
    void shouldKeepTheReplyPastTheAttemptsOwnTimeSinceADelayedCopyMayCome() {
        turns.receive(A, assign(J1, 1, 100));
        turns.pass(ms(100));
        assertEquals(Status.DEADLINE_EXCEEDED, turns.only(Completed.class).status());

        turns.pass(ms(1_000));
        turns.receive(A, assign(J1, 1, 100));

        assertEquals(2, turns.sent(Completed.class).size());
        assertEquals(List.of(J1), turns.started);
    }

    @Test
    void shouldNotAnswerAFetchOfWhatItDoesNotKnow() {
        turns.forget();
        turns.fetch(A, J1);
        assertEquals(List.of(), turns.sent);
    }

    @Test
    void shouldNotAnswerAFetchOfWhatStillRuns() {
        turns.receive(A, assign(J1));
        turns.fetch(A, J1);
        assertEquals(List.of(), turns.sent(Completed.class));
    }

    @Test
    void shouldReplyWhereTheNewestAskCameFrom() {
        turns.receive(A, assign(J1, 1, 60_000));
        turns.receive(ELSEWHERE, assign(J1, 3, 60_000));
        turns.receive(A, assign(J1, 2, 60_000)); // a delayed copy
        turns.computed(J1);
        assertEquals(ELSEWHERE, turns.addressOf(Completed.class));
    }

    @Test
    void shouldStopAtTheEarliestDeadlineThatAnyAskImplied() {
        turns.receive(A, assign(J1, 1, 1_000));
        turns.pass(ms(100));
        turns.receive(A, assign(J1, 2, 500)); // 600 ms after the first
        turns.receive(A, assign(J1, 1, 1_000)); // a delayed copy: 1,100 ms after the first
        turns.pass(ms(500) - 1);
        assertEquals(List.of(), turns.sent(Completed.class));

        turns.pass(1);

        assertEquals(Status.DEADLINE_EXCEEDED, turns.only(Completed.class).status());
        assertEquals(List.of(J1), turns.stopped);
    }

    @Test
    void shouldRefuseWhenAllSlotsAreTakenAndNeverBeginWhatItRefused() {
        turns.receive(A, assign(J1));
        turns.receive(A, assign(J2));
        assertEquals(Status.RESOURCE_EXHAUSTED, turns.only(AssignRefused.class).status());
        assertEquals(J2, turns.fact(AttemptRefused.class).attempt());

        turns.computed(J1);
        turns.receive(A, assign(J2, 2, 60_000));

        assertEquals(List.of(J1), turns.started, "the job may be elsewhere by now, under its next number");
        assertEquals(2, turns.sent(A, AssignRefused.class).size());
    }

    /** Found by the simulation: a refusal was said, could not be kept, and the attempt began when it was asked again. */
    @Test
    void shouldSayNothingWhereARefusalCannotBeKept() {
        Turns small = Turns.of(settings(1, 1), A).start();
        AttemptId third = attempt(3, "disp-a");
        small.receive(A, assign(J1));
        small.receive(A, assign(J2));
        small.receive(A, assign(third));
        assertEquals(J2, small.only(AssignRefused.class).attempt(), "there is room for one");
        assertEquals(J2, small.fact(AttemptRefused.class).attempt());

        small.computed(J1);
        small.pass(Replies.KEPT_NANOS);
        small.receive(A, assign(third, 2, 60_000));
        assertEquals(List.of(J1, third), small.started, "it was never told that it would not run");
    }

    @Test
    void shouldRefuseAFunctionThatItDoesNotOffer() {
        turns.receive(A, new Assign(TRACE, null, J1, 1, "exec", Turns.ARGUMENTS, 1_000));
        AssignRefused refused = turns.only(AssignRefused.class);
        assertEquals(Status.NOT_FOUND, refused.status());
        assertEquals("no function exec here", refused.reason());
    }

    @Test
    void shouldRefuseNewWorkUntilRepliesExpireWhenTheirMemoryIsFull() {
        Turns small = Turns.of(settings(4, 1), A).start();
        small.receive(A, assign(J1));
        small.computed(J1);

        small.receive(A, assign(J2));
        assertEquals(Status.RESOURCE_EXHAUSTED, small.only(AssignRefused.class).status());
        small.pass(ms(200));
        assertEquals(4, small.lastBeat(A).busy(), "no slot can be had");

        small.pass(Replies.KEPT_NANOS);
        assertEquals(0, small.lastBeat(A).busy());
        small.receive(A, assign(J2, 2, 60_000));
        assertEquals(List.of(J1, J2), small.started);
    }

    @Test
    void shouldStopACancelledAttemptAndFreeItsSlot() {
        turns.receive(A, assign(J1));
        turns.cancel(ELSEWHERE, J1);

        assertEquals(Status.CANCELLED, turns.only(Completed.class).status());
        assertEquals(ELSEWHERE, turns.addressOf(Completed.class));
        assertTrue(turns.fact(AttemptCancelled.class).begun());
        assertEquals(Status.CANCELLED, turns.fact(AttemptCompleted.class).status());
        turns.receive(A, assign(J2));
        assertEquals(List.of(J1, J2), turns.started);
    }

    @Test
    void shouldRememberACancelThatComesBeforeTheAssign() {
        turns.cancel(A, J1);
        Completed reply = turns.only(Completed.class);
        assertEquals(Status.CANCELLED, reply.status());
        assertFalse(turns.fact(AttemptCancelled.class).begun());

        turns.receive(A, assign(J1));

        assertEquals(List.of(reply, reply), turns.sent(Completed.class));
        assertEquals(List.of(), turns.started);
    }

    @Test
    void shouldNotRefuseWorkBecauseOfAFloodOfCancels() {
        for (int job = 0; job < 10_000; job++) {
            turns.cancel(A, attempt(job, "disp-x"));
        }
        assertEquals(10_000, turns.sent(Completed.class).size());

        turns.receive(A, assign(J1));

        assertEquals(List.of(J1), turns.started);
    }

    @Test
    void shouldKeepTheSlotOfACalculationThatCannotBeStoppedUntilItReturns() {
        turns.unstoppable.add(J1);
        turns.receive(A, assign(J1));
        turns.cancel(A, J1);
        assertEquals(Status.CANCELLED, turns.only(Completed.class).status());
        assertEquals(J1, turns.fact(CalculationNotStopped.class).attempt());
        assertFalse(turns.fact(AttemptCompleted.class).slotFreed());

        turns.receive(A, assign(J2));
        assertEquals(Status.RESOURCE_EXHAUSTED, turns.only(AssignRefused.class).status());
        turns.pass(2 * Replies.KEPT_NANOS);
        assertEquals(List.of(J1), turns.lastBeat(A).running());
        turns.receive(A, assign(J1, 9, 60_000));
        assertEquals(2, turns.sent(Completed.class).size(), "its reply is kept as long as its slot");

        turns.computed(J1);
        assertEquals(
                2 * Replies.KEPT_NANOS, turns.fact(CalculationReturned.class).lateNanos());
        assertEquals(2, turns.sent(Completed.class).size(), "what it returned is of no use");
        turns.receive(A, assign(J2, 2, 60_000));
        assertEquals(List.of(J1, J2), turns.started);
    }

    @Test
    void shouldIgnoreTheEndOfWhatWasStopped() {
        turns.receive(A, assign(J1));
        turns.cancel(A, J1);
        turns.forget();
        turns.computed(J1);
        assertEquals(List.of(), turns.sent);
        assertEquals(List.of(), turns.facts);
    }

    @Test
    void shouldKeepAttemptsOfDifferentLivesApart() {
        Turns two = Turns.of(2, A).start();
        AttemptId sameOfNextLife = attempt(1, "disp-b");
        two.receive(A, assign(J1));
        two.computed(J1);
        two.receive(A, assign(sameOfNextLife));
        assertEquals(List.of(J1, sameOfNextLife), two.started);
    }

    @Test
    void shouldFailAResultThatDoesNotFitThePacket() {
        turns.receive(A, assign(J1));
        RawJson big = RawJson.of("\"" + "x".repeat(600) + "\"");
        turns.calculator.onComputed(J1, Result.ok(big), turns.now, turns);
        Completed completed = turns.only(Completed.class);
        assertEquals(Status.INTERNAL, completed.status());
        assertEquals("result of 602 bytes exceeds 512", completed.reason());
    }

    @Test
    void shouldCountAMessageThatIsNotForACalculator() {
        turns.forget();
        turns.receive(A, new Accepted(TraceContext.NONE, "disp-a", J1.jobId()));
        assertEquals(new MessageUnexpected(A, MessageType.ACCEPTED), turns.fact(MessageUnexpected.class));
        assertEquals(List.of(), turns.sent);
    }

    @Test
    void shouldChangeNothingWhenADeadlineIsCalledTooEarly() {
        turns.receive(A, assign(J1));
        turns.forget();
        turns.calculator.onDeadline(turns.now, turns);
        assertEquals(List.of(), turns.sent);
        assertEquals(List.of(), turns.facts);
    }
}
