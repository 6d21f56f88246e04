package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldKeepToTheScheduleOfARateHoweverLateItIsAsked() {
        Pace pace = Pace.rate(10);
        assertEquals(5, pace.nextDueNanos(0, 5));
        pace.take(5);
        pace.take(3 * SECOND);
        assertEquals(5 + SECOND / 5, pace.nextDueNanos(99, 3 * SECOND), "in the past: it is late");
    }

    @Test
    void shouldDrawIntervalsFromTheirRange() {
        Pace pace = Pace.random(3 * SECOND, 10 * SECOND, new Random(1));
        long last = pace.nextDueNanos(0, 7);
        assertEquals(7, last, "the first job is due at once");
        pace.take(last);
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 1_000; i++) {
            long due = pace.nextDueNanos(i, last);
            shortest = Math.min(shortest, due - last);
            longest = Math.max(longest, due - last);
            pace.take(due);
            last = due;
        }
        assertTrue(shortest >= 3 * SECOND && shortest < 3.1 * SECOND);
        assertTrue(longest <= 10 * SECOND && longest > 9.9 * SECOND);
    }

    @Test
    void shouldBeDueInAClosedLoopOnlyWhileFewerAreOpen() {
        Pace pace = Pace.outstanding(2);
        assertEquals(7, pace.nextDueNanos(1, 7));
        assertEquals(Long.MAX_VALUE, pace.nextDueNanos(2, 7));
    }
}
