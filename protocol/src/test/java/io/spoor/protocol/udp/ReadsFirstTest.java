package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadsFirstTest {
    private static final long ON_TIME = 0;
    private static final long LATE = ReadsFirst.LATE_NANOS + 1;

    private final ReadsFirst readsFirst = new ReadsFirst();

    @Test
    void shouldFireATimerThatIsOnTimeAtOnce() {
        assertFalse(readsFirst.mustWait(ON_TIME, false));
        assertFalse(readsFirst.mustWait(ReadsFirst.LATE_NANOS, false));
    }

    @Test
    void shouldReadOnceBeforeATimerThatIsLate() {
        assertTrue(readsFirst.mustWait(LATE, false));
        assertFalse(readsFirst.mustWait(ON_TIME, false));
    }

    @Test
    void shouldNotWaitTwiceBecauseTheReadItselfTookLong() {
        assertTrue(readsFirst.mustWait(LATE, false));
        assertFalse(readsFirst.mustWait(LATE, false));
    }

    @Test
    void shouldWaitAsLongAsReadsAreFull() {
        assertTrue(readsFirst.mustWait(ON_TIME, true));
        assertTrue(readsFirst.mustWait(ON_TIME, true));
        assertFalse(readsFirst.mustWait(ON_TIME, false));
    }

    @Test
    void shouldFireInTheEndThoughReadsStayFull() {
        for (int fired = 0; fired < 3; fired++) {
            int waits = 0;
            while (readsFirst.mustWait(LATE, true)) {
                waits++;
            }
            assertEquals(ReadsFirst.WAITS_MAX, waits);
        }
    }

    @Test
    void shouldWaitAgainForTheNextDeadline() {
        assertTrue(readsFirst.mustWait(LATE, false));
        assertFalse(readsFirst.mustWait(ON_TIME, false));

        assertTrue(readsFirst.mustWait(LATE, false));
    }
}
