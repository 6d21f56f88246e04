package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureDetectorTest {
    private static final long BORN = ms(1_000);

    private final FailureDetector detector = new FailureDetector(ms(450), ms(640), BORN);

    @ParameterizedTest
    @CsvSource({
        "0, SUSPECT, 450",
        "449, SUSPECT, 450",
        "450, SUSPECT, 640",
        "639, SUSPECT, 640",
        "640, DEAD, 640",
        "99999, DEAD, 640",
    })
    void shouldNotBelieveInWhoNeverAnswered(long silenceMs, Liveness expected, long nextChangeMs) {
        assertAssessed(BORN, silenceMs, expected, nextChangeMs);
        assertFalse(detector.isProven());
    }

    @ParameterizedTest
    @CsvSource({
        "0, ALIVE, 450",
        "449, ALIVE, 450",
        "450, SUSPECT, 640",
        "639, SUSPECT, 640",
        "640, DEAD, 640",
        "99999, DEAD, 640",
    })
    void shouldJudgeBySilenceSinceTheLastRoundTrip(long silenceMs, Liveness expected, long nextChangeMs) {
        long signal = BORN + ms(5_000);
        detector.signal(signal);
        assertTrue(detector.isProven());
        assertAssessed(signal, silenceMs, expected, nextChangeMs);
    }

    @Test
    void shouldBelieveAgainAfterARoundTrip() {
        detector.signal(BORN);
        assertEquals(Liveness.DEAD, detector.assess(BORN + ms(700)));
        detector.signal(BORN + ms(700));
        assertEquals(Liveness.ALIVE, detector.assess(BORN + ms(700)));
    }

    @Test
    void shouldProveNothingByStartingAnew() {
        detector.restart(BORN + ms(5_000));
        assertEquals(Liveness.SUSPECT, detector.assess(BORN + ms(5_000)));
        assertFalse(detector.isProven());
        assertEquals(ms(100), detector.silenceNanos(BORN + ms(5_100)));
    }

    private void assertAssessed(long since, long silenceMs, Liveness expected, long nextChangeMs) {
        long now = since + ms(silenceMs);
        assertEquals(expected, detector.assess(now));
        assertEquals(ms(silenceMs), detector.silenceNanos(now));
        assertEquals(since + ms(nextChangeMs), detector.nextChangeNanos(now));
    }
}
