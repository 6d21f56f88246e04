package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.Pulse.Sign;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final long FAILOVER = 120;
    private static final long RECOVERY = 500;

    private final Pulse pulse = new Pulse(FAILOVER, RECOVERY);

    /** Probes until the verdict; when that comes. */
    private long silence(long fromNanos) {
        pulse.asked(fromNanos);
        for (int i = 0; i < Pulse.PROBES; i++) {
            assertEquals(Sign.PROBE, pulse.onDue(pulse.nextDeadlineNanos()));
        }
        long atNanos = pulse.nextDeadlineNanos();
        assertEquals(Sign.SILENT, pulse.onDue(atNanos));
        return atNanos;
    }

    @Test
    void shouldExpectNothingUntilSomethingIsAsked() {
        assertEquals(Long.MAX_VALUE, pulse.nextDeadlineNanos());
        assertEquals(Sign.NONE, pulse.onDue(1_000_000));
    }

    @Test
    void shouldFindASilenceAfterProbesThatNobodyAnswers() {
        assertEquals(1_000 + FAILOVER, silence(1_000));
        assertTrue(pulse.isSilent());
    }

    @Test
    void shouldBeginAnewWithEveryWord() {
        pulse.asked(0);
        pulse.onDue(20);
        assertFalse(pulse.heard());
        assertEquals(Long.MAX_VALUE, pulse.nextDeadlineNanos());
        assertEquals(500 + FAILOVER, silence(500));
    }

    @Test
    void shouldProveNothingByALateLook() {
        pulse.asked(0);
        long nowNanos = 1_000_000; // The process had been stopped.
        assertEquals(Sign.PROBE, pulse.onDue(nowNanos));
        assertEquals(Sign.NONE, pulse.onDue(nowNanos));
        assertFalse(pulse.isSilent());
    }

    @Test
    void shouldProbeASilentOneNowAndThenUntilAWordComes() {
        long silentNanos = silence(0);
        assertEquals(silentNanos + RECOVERY, pulse.nextDeadlineNanos());
        assertEquals(Sign.PROBE, pulse.onDue(silentNanos + RECOVERY));
        assertEquals(Sign.NONE, pulse.onDue(silentNanos + RECOVERY + 1));
        assertTrue(pulse.heard(), "the silence is over");
        assertFalse(pulse.isSilent());
    }

    @Test
    void shouldRestWhenNobodyWaitsButRememberASilence() {
        pulse.asked(0);
        pulse.rest();
        assertEquals(Long.MAX_VALUE, pulse.nextDeadlineNanos());
        silence(100);
        pulse.rest();
        assertTrue(pulse.isSilent());
    }
}
