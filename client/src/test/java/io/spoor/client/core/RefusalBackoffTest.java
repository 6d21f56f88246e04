package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalBackoffTest {
    private static final long DAY_MS = 86_400_000;

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        // told, refusals in a row, left, wait before the spread
        "100, 1, 60000, 100",
        "100, 2, 60000, 200",
        "100, 5, 60000, 1600",
        "100, 7, 60000, 5000",
        "100, 1000, 60000, 5000",
        "100, 5, 2000, 1000",
        "100, 5, 500, 250",
        "100, 5, 150, 100",
        "8000, 1, 60000, 8000",
        "8000, 5, 60000, 8000",
        "60000, 1, 900, 60000",
        "0, 1, 60000, 1",
        "99999999999, 1, 1000, 2592000000",
    })
    void shouldDoubleUpToHalfOfWhatIsLeftAndNeverBelowWhatWasTold(long told, int refusals, long left, long wait) {
        for (int i = 0; i < 100; i++) {
            assertEquals((double) wait, waitMs(told, refusals, left), wait * 0.2);
        }
    }

    @Test
    void shouldSpreadThoseWhoWereRefusedTogether() {
        long different = random.longs(1_000)
                .map(seed -> RefusalBackoff.waitNanos(100, 1, DAY_MS * ClientCore.NANOS_PER_MS, new Random(seed)))
                .distinct()
                .count();
        assertTrue(different > 900, different + " of 1000");
    }

    @Test
    void shouldLeaveTimeForTheLastAsking() {
        long left = 10_000;
        int asked = 0;
        long lastLeft = left;
        for (int refusals = 1; left > 0; refusals++) {
            lastLeft = left;
            asked++;
            left -= Math.max(1, (long) waitMs(100, refusals, left));
        }
        assertTrue(asked <= 20, asked + " askings in 10 s, where every 100 ms would be 100");
        assertTrue(lastLeft <= 200, "the last one with " + lastLeft + " ms left");
    }

    private double waitMs(long told, int refusals, long leftMs) {
        return RefusalBackoff.waitNanos(told, refusals, leftMs * ClientCore.NANOS_PER_MS, random)
                / (double) ClientCore.NANOS_PER_MS;
    }
}
