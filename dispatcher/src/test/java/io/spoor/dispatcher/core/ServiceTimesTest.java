package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServiceTimesTest {
    private final ServiceTimes times = new ServiceTimes();

    @Test
    void shouldConcludeNothingFromAFew() {
        record(7, 1_000);
        assertFalse(times.isKnown());
        assertEquals(0, times.percentile90Nanos());
        record(1, 1_000);
        assertTrue(times.isKnown());
        assertEquals(1_000, times.percentile90Nanos());
    }

    @Test
    void shouldKnowMeanAndPercentile() {
        for (int nanos = 1; nanos <= 50; nanos++) {
            times.record(nanos);
        }
        assertEquals(25.5, times.meanNanos(), 0.001);
        assertEquals(46, times.percentile90Nanos());
    }

    @Test
    void shouldForgetWhatHasLeftTheWindow() {
        record(ServiceTimes.WINDOW, 1_000_000);
        record(ServiceTimes.WINDOW, 10);
        assertEquals(10, times.meanNanos(), 0.001);
        assertEquals(10, times.percentile90Nanos());
        assertEquals(ServiceTimes.WINDOW, times.size());
    }

    @Test
    void shouldNotLetAFewLongOnesMakeAllLookLong() {
        record(ServiceTimes.WINDOW - 6, 10);
        record(6, 1_000_000);
        assertEquals(10, times.percentile90Nanos());
    }

    private void record(int count, long nanos) {
        for (int i = 0; i < count; i++) {
            times.record(nanos);
        }
    }
}
