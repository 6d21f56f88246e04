package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final long MS = 1_000_000;
    private static final long MIN = 100 * MS;
    private static final long MAX = RetryAfter.TIMES_MAX * MIN;
    private static final long PATIENT = 3_600_000 * MS;

    private final RetryAfter retryAfter = new RetryAfter(MIN);
    private long now = 5_000 * MS;
    private long ended = 1_000_000;

    @Test
    void shouldTellTheShortestWaitWhileThePaceIsUnknown() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(MIN, refuse());
        }
    }

    @Test
    void shouldLetAsManyComeBackAsJobsEnd() {
        measure(200);
        assertEquals(MIN, refuse(), "200 end in a second, so 20 can come back within the shortest wait");
        for (int i = 0; i < 199; i++) {
            refuse();
        }
        assertAbout(1_000 * MS, refuse());
        assertAbout(1_005 * MS, refuse());
    }

    @Test
    void shouldTakeTheWaitBackAsTimePasses() {
        measure(200);
        for (int i = 0; i < 200; i++) {
            refuse();
        }
        now += 500 * MS;
        ended += 100;
        assertAbout(500 * MS, refuse());
    }

    @Test
    void shouldBoundTheWait() {
        measure(1);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(refuse() <= MAX);
        }
        assertEquals(MAX, refuse());
    }

    @Test
    void shouldHaveWaitsAlsoWhereNothingEnds() {
        measure(0);
        assertEquals(1_000 * MS, refuse());
        assertEquals(2_000 * MS, refuse());
    }

    @Test
    void shouldLeaveEachJobAnotherChance() {
        measure(1);
        for (int i = 0; i < 100; i++) {
            refuse();
        }
        assertEquals(400 * MS, retryAfter.nextNanos(ended, 800 * MS, now));
        assertEquals(MIN, retryAfter.nextNanos(ended, 120 * MS, now), "but never less than the shortest wait");
    }

    @Test
    void shouldForgetThePaceOfAnEarlierOverload() {
        measure(1);
        refuse();
        now += 10 * RetryAfter.WINDOW_NANOS;
        assertEquals(MIN, refuse());
    }

    private static void assertAbout(long expectedNanos, long nanos) {
        assertTrue(Math.abs(nanos - expectedNanos) <= 10 * MS, nanos + " instead of " + expectedNanos);
    }

    /** A window goes by, in which so many jobs end. */
    private void measure(int endedInWindow) {
        refuse();
        now += RetryAfter.WINDOW_NANOS;
        ended += endedInWindow;
    }

    private long refuse() {
        return retryAfter.nextNanos(ended, PATIENT, now);
    }
}
