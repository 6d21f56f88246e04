package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final Histogram micros = new Histogram(1, 1_000_000_000, 3);

    @Test
    void shouldCountEachTimeInTheRangeThatHoldsIt() {
        micros.recordValueWithCount(900, 30);
        micros.recordValueWithCount(1_000, 15);
        micros.recordValueWithCount(7_000, 1);

        assertEquals(
                List.of(
                        "  below       1 ms       30  " + "#".repeat(40),
                        "  below       2 ms       15  " + "#".repeat(20),
                        "  below       5 ms        0",
                        "  below      10 ms        1  ##"),
                new LatencyHistogram(micros).lines());
        assertEquals("[[1,30],[2,15],[5,0],[10,1]]", new LatencyHistogram(micros).json());
    }

    @Test
    void shouldSayNothingOfFewTimes() {
        micros.recordValueWithCount(20, 19);
        assertEquals(List.of(), new LatencyHistogram(micros).lines());
        assertEquals("[[0.05,19]]", new LatencyHistogram(micros).json());
    }

    @Test
    void shouldBeEmptyWithoutATime() {
        assertEquals("[]", new LatencyHistogram(micros).json());
    }
}
