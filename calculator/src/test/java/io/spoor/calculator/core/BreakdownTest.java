package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.HEARTBEAT;
import static io.spoor.calculator.core.Turns.assign;
import static io.spoor.calculator.core.Turns.attempt;
import static io.spoor.calculator.core.Turns.ms;
import static io.spoor.calculator.core.Turns.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.BreakdownEnded;
import io.spoor.calculator.core.CalculatorEvent.Drained;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Heartbeat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakdownTest {
    private static final long CHECK = ms(1_000);
    private static final AttemptId J1 = attempt(1, "disp-a");
    private static final AttemptId J2 = attempt(2, "disp-a");

    private static Turns breaking(double probability, long minNanos, long maxNanos) {
        return Turns.of(calculations -> new Breakdown(
                        new CalculatorCore("calc-1", 1, settings(1, 1 << 20), List.of(A), calculations),
                        new BreakdownSettings(CHECK, probability, minNanos, maxNanos),
                        new Random(42)))
                .start();
    }

    @Test
    void shouldSwallowWhatComesAndGoesWhileCalculationsGoOn() {
        Turns turns = breaking(1, ms(500), ms(500));
        turns.receive(A, assign(J1));
        turns.pass(CHECK);
        assertEquals(new BreakdownBegan(ms(500)), turns.fact(BreakdownBegan.class));
        turns.forget();

        turns.computed(J1);
        turns.receive(A, assign(J2));
        turns.pass(ms(500) - 1);

        assertEquals(List.of(), turns.sent);
        assertEquals(1, turns.facts(AttemptCompleted.class).size());
        assertEquals(List.of(J1), turns.started);

        turns.pass(1);
        assertEquals(1, turns.fact(BreakdownEnded.class).messagesLostIn());
        assertTrue(turns.fact(BreakdownEnded.class).messagesLostOut() >= 3, "completed and two beats");
        turns.receive(A, assign(J1, 2, 60_000));
        assertEquals(J1, turns.only(Completed.class).attempt());
        turns.pass(HEARTBEAT);
        assertEquals("calc-1", turns.only(Heartbeat.class).calculator());
    }

    @Test
    void shouldNeverBreakWithProbabilityZero() {
        Turns turns = breaking(0, ms(500), ms(500));
        turns.pass(1_000 * CHECK);
        assertEquals(List.of(), turns.facts(BreakdownBegan.class));
    }

    @Test
    void shouldBreakAboutAsOftenAndAsLongAsItWasTold() {
        Turns turns = breaking(0.1, ms(200), ms(600));
        turns.pass(10_000 * CHECK);
        List<BreakdownBegan> all = turns.facts(BreakdownBegan.class);
        assertEquals(1_000, all.size(), 150);
        assertTrue(all.stream().allMatch(one -> one.durationNanos() >= ms(200) && one.durationNanos() <= ms(600)));
        assertTrue(
                all.stream().mapToLong(BreakdownBegan::durationNanos).distinct().count() > 500);
    }

    @Test
    void shouldStillLeaveWhenItsDrainIsOver() {
        Turns turns = breaking(1, ms(60_000), ms(60_000));
        turns.receive(A, assign(J1));
        turns.pass(CHECK);
        turns.calculator.drain(turns.now, turns);
        turns.pass(Turns.DRAIN);
        assertTrue(turns.calculator.isDrained());
        assertEquals(Long.MAX_VALUE, turns.calculator.nextDeadlineNanos());
    }

    @Test
    void shouldEndItsBreakdownBeforeItLeavesAndTellNothingAfterwards() {
        Turns turns = breaking(1, ms(60_000), ms(60_000));
        turns.receive(A, assign(J1));
        turns.pass(CHECK);
        turns.calculator.drain(turns.now, turns);
        turns.pass(Turns.DRAIN);

        int last = turns.facts.size() - 1;
        assertEquals(new Drained(false, 1), turns.facts.get(last));
        assertInstanceOf(BreakdownEnded.class, turns.facts.get(last - 1));
        turns.forget();

        turns.calculator.onDeadline(turns.now + 100 * CHECK, turns);

        assertEquals(List.of(), turns.facts);
        assertEquals(List.of(), turns.sent);
    }

    @Test
    void shouldRejectSettingsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new BreakdownSettings(0, 0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BreakdownSettings(1, 1.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BreakdownSettings(1, Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BreakdownSettings(1, 0.1, 2, 1));
    }
}
