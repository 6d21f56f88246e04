package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.B;
import static io.spoor.calculator.core.Turns.ELSEWHERE;
import static io.spoor.calculator.core.Turns.HEARTBEAT;
import static io.spoor.calculator.core.Turns.SILENCE;
import static io.spoor.calculator.core.Turns.ackOf;
import static io.spoor.calculator.core.Turns.assign;
import static io.spoor.calculator.core.Turns.attempt;
import static io.spoor.calculator.core.Turns.ms;
import static io.spoor.calculator.core.Turns.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.DispatcherBack;
import io.spoor.calculator.core.CalculatorEvent.DispatcherMet;
import io.spoor.calculator.core.CalculatorEvent.DispatcherSilent;
import io.spoor.calculator.core.CalculatorEvent.HeartbeatSent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private final Turns turns = Turns.of(1, A).start();

    @Test
    void shouldBeatAtOnceAndThenAtItsInterval() {
        assertEquals(1, turns.sent(A, Heartbeat.class).size());
        turns.pass(HEARTBEAT - 1);
        assertEquals(1, turns.sent(A, Heartbeat.class).size());
        turns.pass(1);
        assertEquals(2, turns.sent(A, Heartbeat.class).size());
        turns.pass(10 * HEARTBEAT);
        assertEquals(12, turns.lastBeat(A).number());
    }

    @Test
    void shouldBeatOnceAfterALongPause() {
        turns.now += 100 * HEARTBEAT;
        turns.calculator.onDeadline(turns.now, turns);
        assertEquals(2, turns.sent(A, Heartbeat.class).size());
        assertTrue(turns.calculator.nextDeadlineNanos() > turns.now);
    }

    @Test
    void shouldSayWhatItIs() {
        Heartbeat first = turns.lastBeat(A);
        assertEquals("calc-1", first.calculator());
        assertEquals(1, first.slots());
        assertEquals(0, first.busy());
        assertEquals(List.of("sleep"), first.functions());
        assertEquals(1, first.versionMax());
        assertNull(first.dispatcher());
        assertEquals(0, first.echo());
        assertNull(first.after());
        assertNull(first.upTo());

        AttemptId attempt = attempt(1, "disp-a");
        turns.receive(A, assign(attempt));
        turns.pass(HEARTBEAT);

        assertEquals(1, turns.lastBeat(A).busy());
        assertEquals(List.of(attempt), turns.lastBeat(A).running());
    }

    @Test
    void shouldAnswerANewLifeAtOnceWithItsEcho() {
        turns.forget();
        turns.receive(A, ackOf(1, "disp-a", 0));

        assertEquals(new DispatcherMet(A, "disp-a", null), turns.fact(DispatcherMet.class));
        Heartbeat beat = turns.only(Heartbeat.class);
        assertEquals("disp-a", beat.dispatcher());
        assertEquals(1_001, beat.echo());
        assertEquals(2, beat.number());
    }

    @Test
    void shouldNotBeatAtOnceForALifeItKnows() {
        turns.ack(A, "disp-a", 0);
        turns.forget();
        turns.receive(A, ackOf(2, "disp-a", 0));
        assertEquals(List.of(), turns.sent);
        turns.pass(HEARTBEAT);
        assertEquals(1_002, turns.lastBeat(A).echo());
    }

    @Test
    void shouldIgnoreAcksThatAreStaleOrOfNoBeat() {
        turns.ack(A, "disp-a", 0);
        turns.pass(3 * HEARTBEAT);
        turns.ack(A, "disp-b", 0);
        long heard = turns.lastBeat(A).echo();
        turns.forget();

        turns.receive(A, ackOf(2, "disp-a", 0)); // reordered: from the life before
        turns.receive(A, ackOf(99, "disp-c", 0));
        turns.receive(A, ackOf(0, "disp-c", 0));
        turns.receive(A, ackOf(-64, "disp-c", 0));
        turns.pass(HEARTBEAT);

        assertEquals("disp-b", turns.lastBeat(A).dispatcher());
        assertEquals(heard, turns.lastBeat(A).echo());
        assertEquals(List.of(), turns.facts(DispatcherMet.class));
    }

    @Test
    void shouldNotBelieveAnAckOfWhoHasToGuessItsNumber() {
        long first = 1L << 40;
        Turns turns = Turns.of(calculations ->
                        new CalculatorCore("calc-1", first, settings(1, 1 << 20), List.of(A), calculations))
                .start();
        turns.pass(HEARTBEAT);
        assertEquals(first + 1, turns.lastBeat(A).number());

        for (long guess = 1; guess <= 10_000; guess++) {
            turns.receive(A, ackOf(guess, "liar", 0));
        }
        assertEquals(List.of(), turns.facts(DispatcherMet.class));

        turns.receive(A, ackOf(first, "disp-a", 0));
        assertEquals("disp-a", turns.fact(DispatcherMet.class).life());
    }

    @Test
    void shouldKnowAnAckByItsNumberWhereverItComesFrom() {
        Turns two = Turns.of(1, A, B).start();
        two.receive(ELSEWHERE, ackOf(two.lastBeat(B).number(), "disp-b", 0));
        assertEquals(B, two.fact(DispatcherMet.class).dispatcher());
    }

    @Test
    void shouldNotChatterWithTwoLivesBehindOneAddress() {
        turns.receive(A, ackOf(1, "disp-a", 0));
        turns.receive(A, ackOf(2, "disp-b", 0));
        assertEquals(2, turns.lastBeat(A).number());
        turns.pass(HEARTBEAT);
        assertEquals(3, turns.lastBeat(A).number());
        assertEquals("disp-b", turns.lastBeat(A).dispatcher());
    }

    @Test
    void shouldTellOfSilenceAndBeatOn() {
        turns.ack(A, "disp-a", 0);
        turns.forget();
        turns.pass(SILENCE);
        assertEquals(new DispatcherSilent(A, "disp-a", 1), turns.fact(DispatcherSilent.class));

        turns.pass(SILENCE);
        assertEquals(
                List.of(1, 2),
                turns.facts(DispatcherSilent.class).stream()
                        .map(DispatcherSilent::times)
                        .toList());
        assertEquals(10, turns.sent(A, Heartbeat.class).size());

        turns.ack(A, "disp-a", 0);
        assertEquals(new DispatcherBack(A, "disp-a", 2 * SILENCE), turns.fact(DispatcherBack.class));
        turns.pass(SILENCE - 1);
        assertEquals(2, turns.facts(DispatcherSilent.class).size());
    }

    @Test
    void shouldTellOfSilenceOfAnAddressThatNeverAnswered() {
        turns.pass(SILENCE);
        assertEquals(new DispatcherSilent(A, null, 1), turns.fact(DispatcherSilent.class));
    }

    @Test
    void shouldBeatOnlyToTheAddressesLastResolved() {
        turns.ack(A, "disp-a", 0);
        turns.forget();
        turns.calculator.onDispatchersResolved(List.of(B, B), turns.now, turns);
        assertEquals(1, turns.sent(B, Heartbeat.class).size());

        turns.pass(SILENCE);

        assertEquals(List.of(), turns.sent(A, Heartbeat.class));
        assertEquals(B, turns.fact(DispatcherSilent.class).dispatcher());
    }

    @Test
    void shouldKeepWhatItKnowsOfAnAddressThatIsResolvedAgain() {
        turns.ack(A, "disp-a", 0);
        turns.forget();
        turns.calculator.onDispatchersResolved(List.of(A), turns.now, turns);
        turns.calculator.onDispatchersResolved(List.of(), turns.now, turns);
        assertEquals(List.of(), turns.sent);
        turns.pass(HEARTBEAT);
        assertEquals("disp-a", turns.lastBeat(A).dispatcher());
    }

    @Test
    void shouldGoRoundAThousandSlotsRangeByRange() {
        Turns many = Turns.of(1_000, A).start();
        many.ack(A, "disp-a", 0);
        many.pass(3 * HEARTBEAT); // the meeting is over
        SortedSet<AttemptId> expected = runMany(many, 1_000);
        many.forget();

        List<Heartbeat> round = new ArrayList<>();
        do {
            many.pass(HEARTBEAT);
            round.add(many.lastBeat(A));
        } while (many.lastBeat(A).upTo() != null);

        assertEquals(round, many.sent(A, Heartbeat.class), "one part a beat");
        assertTrue(round.size() <= 60, () -> "a round is " + round.size() + " beats");
        assertCovers(round, expected);
        many.pass(HEARTBEAT);
        assertNull(many.lastBeat(A).after(), "and again from the first");
    }

    @Test
    void shouldGoTheWholeRoundWithOneNumberForANewLife() {
        Turns many = Turns.of(1_000, A).start();
        many.ack(A, "disp-a", 0);
        many.pass(4 * HEARTBEAT);
        SortedSet<AttemptId> expected = runMany(many, 1_000);
        many.pass(7 * HEARTBEAT); // somewhere within a round
        long number = many.lastBeat(A).number();
        many.receive(A, ackOf(number, "disp-a", 0));
        many.forget();

        many.receive(A, ackOf(number, "disp-b", 0));
        List<Heartbeat> round = many.sent(A, Heartbeat.class);

        assertEquals(1, round.stream().map(Heartbeat::number).distinct().count());
        assertCovers(round, expected);
        assertEquals(new HeartbeatSent(A, number + 1, round.size()), many.fact(HeartbeatSent.class));
    }

    @Test
    void shouldGoTheWholeRoundThreeTimesSinceThePacketsMayBeLost() {
        Turns many = Turns.of(100, A).start();
        runMany(many, 100);
        many.ack(A, "disp-a", 0);
        many.pass(4 * HEARTBEAT);
        assertEquals(
                List.of(1, 6, 6, 6, 1, 1),
                many.facts(HeartbeatSent.class).stream()
                        .map(HeartbeatSent::parts)
                        .toList());
    }

    @Test
    void shouldNameResultsLatelySentToANewLifeForThreeBeats() {
        Turns four = Turns.of(4, A).start();
        four.ack(A, "disp-a", 0);
        AttemptId early = completed(four, 1);
        four.pass(ms(600));
        AttemptId late = completed(four, 2);
        AttemptId running = attempt(3, "disp-a");
        four.receive(A, assign(running));
        four.pass(ms(600));
        four.receive(A, ackOf(2 + 6, "disp-a", 0));
        four.forget();

        four.receive(A, ackOf(2 + 6, "disp-b", 0));

        Heartbeat meeting = four.only(Heartbeat.class);
        assertEquals(List.of(late), meeting.completed());
        assertEquals(List.of(running), meeting.running());
        assertTrue(!meeting.completed().contains(early));

        four.computed(running); // it may be lost, too
        four.pass(HEARTBEAT);
        assertEquals(List.of(late, running), four.lastBeat(A).completed());
        four.pass(HEARTBEAT);
        assertEquals(List.of(late, running), four.lastBeat(A).completed());
        four.pass(HEARTBEAT);
        assertEquals(List.of(), four.lastBeat(A).completed());
    }

    @Test
    void shouldNameAndKeepWhatWasSentWhileNobodyWasThere() {
        turns.ack(A, "disp-a", 0);
        AttemptId attempt = attempt(1, "disp-a");
        turns.receive(A, assign(attempt));
        turns.pass(ms(300)); // the dispatcher has died meanwhile
        turns.computed(attempt);
        turns.pass(ms(60_000));

        turns.receive(A, ackOf(turns.lastBeat(A).number(), "disp-b", 0));
        assertEquals(List.of(attempt), turns.lastBeat(A).completed());

        turns.pass(3 * HEARTBEAT);
        turns.forget();
        turns.receive(A, new Fetch(TraceContext.NONE, attempt));
        assertEquals(attempt, turns.only(Completed.class).attempt());
    }

    @Test
    void shouldForgetRepliesOnceADispatcherIsHeardAgain() {
        turns.ack(A, "disp-a", 0);
        AttemptId attempt = completed(turns, 1);
        turns.pass(ms(60_000));
        for (int beat = 0; beat < 6; beat++) {
            turns.receive(A, ackOf(turns.lastBeat(A).number(), "disp-a", 0));
            turns.pass(ms(1_000));
        }
        turns.forget();

        turns.receive(A, new Fetch(TraceContext.NONE, attempt));

        assertEquals(List.of(), turns.sent(A, Completed.class));
    }

    private static AttemptId completed(Turns turns, int job) {
        AttemptId attempt = attempt(job, "disp-a");
        turns.receive(A, assign(attempt));
        turns.computed(attempt);
        return attempt;
    }

    private static SortedSet<AttemptId> runMany(Turns turns, int count) {
        SortedSet<AttemptId> attempts = new TreeSet<>();
        for (int job = 0; job < count; job++) {
            AttemptId attempt = attempt(job * 7_919, "disp-a");
            turns.receive(A, assign(attempt, 1, 86_400_000));
            attempts.add(attempt);
        }
        return attempts;
    }

    /** The ranges follow each other from the first name to the last, and hold every name once. */
    private static void assertCovers(List<Heartbeat> round, SortedSet<AttemptId> expected) {
        List<AttemptId> named = new ArrayList<>();
        AttemptId end = null;
        for (Heartbeat part : round) {
            assertEquals(end, part.after());
            named.addAll(part.running());
            end = part.upTo();
            if (end != null) {
                assertEquals(end, named.get(named.size() - 1));
            }
        }
        assertNull(end);
        assertEquals(List.copyOf(expected), named);
    }
}
