package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundTripTest {
    private final RoundTrip roundTrip = new RoundTrip(25, 480);

    @Test
    void shouldWaitAFixedTimeBeforeAnythingIsMeasured() {
        assertEquals(100_000_000, new RoundTrip(25_000_000, 480_000_000).askAgainNanos());
        assertEquals(480, roundTrip.askAgainNanos(), "within its bounds");
    }

    @Test
    void shouldNotBeLostForLongByOneAnswerThatTookVeryLong() {
        roundTrip.sample(1_000_000_000);
        for (int i = 0; i < 30; i++) {
            roundTrip.sample(10);
        }
        assertTrue(roundTrip.askAgainNanos() < 150, "" + roundTrip.askAgainNanos());
    }

    @Test
    void shouldWaitThreeTimesTheFirstSample() {
        roundTrip.sample(40);

        assertEquals(120, roundTrip.askAgainNanos());
    }

    @Test
    void shouldWeighSamplesAsRfc6298Does() {
        roundTrip.sample(40);
        roundTrip.sample(80);

        // deviation 20 + (40 − 20) / 4 = 25; mean 40 + 40 / 8 = 45
        assertEquals(45 + 4 * 25, roundTrip.askAgainNanos());
    }

    @Test
    void shouldComeNearerToASteadyRoundTrip() {
        roundTrip.sample(400);

        for (int i = 0; i < 200; i++) {
            roundTrip.sample(100);
        }

        assertTrue(
                roundTrip.askAgainNanos() >= 100 && roundTrip.askAgainNanos() <= 150, "" + roundTrip.askAgainNanos());
    }

    @Test
    void shouldKeepWithinItsBounds() {
        roundTrip.sample(1);
        assertEquals(25, roundTrip.askAgainNanos());

        for (int i = 0; i < 50; i++) {
            roundTrip.sample(10_000);
        }
        assertEquals(480, roundTrip.askAgainNanos());
    }
}
