package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(25, 200);

    @ParameterizedTest
    @CsvSource({
        "-1, 25",
        "0, 25",
        "1, 25",
        "2, 50",
        "3, 100",
        "4, 200",
        "5, 200",
        "63, 200",
        "64, 200",
        "65, 200",
        "2147483647, 200"
    })
    void shouldDoubleUpToTheLongest(int n, long interval) {
        assertNear(interval, backoff.intervalNanos(n, drawing(0.5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "0.25, 90", "0.5, 100", "0.75, 110", "0.999999, 120"})
    void shouldSpreadByAFifthBothWays(double drawn, long interval) {
        assertNear(interval, new Backoff(100, 100).intervalNanos(1, drawing(drawn)));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "5, 160", "6, 200"})
    void shouldStartFromAnotherFirstIntervalWhereOneIsGiven(int n, long interval) {
        assertNear(interval, backoff.intervalNanos(n, 10, drawing(0.5)));
    }

    @Test
    void shouldNotExceedTheLongestWhenTheFirstIntervalDoes() {
        assertNear(200, backoff.intervalNanos(1, 1_000, drawing(0.5)));
    }

    @Test
    void shouldDrawFromTheWholeSpread() {
        Random random = new Random(1);

        LongSummaryStatistics drawn = LongStream.generate(() -> new Backoff(1_000, 1_000).intervalNanos(1, random))
                .limit(10_000)
                .summaryStatistics();

        assertTrue(drawn.getMin() >= 800 && drawn.getMin() < 810, drawn.toString());
        assertTrue(drawn.getMax() <= 1_200 && drawn.getMax() > 1_190, drawn.toString());
        assertEquals(1_000, drawn.getAverage(), 10);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "11, 10"})
    void shouldRefuseIntervalsThatMakeNoSense(long initial, long max) {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(initial, max));
    }

    /** Equal but for the rounding of the spread. */
    private static void assertNear(long expected, long actual) {
        assertTrue(Math.abs(expected - actual) <= 1, "expected about " + expected + ", was " + actual);
    }

    private static RandomGenerator drawing(double value) {
        return new Random() {
            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
