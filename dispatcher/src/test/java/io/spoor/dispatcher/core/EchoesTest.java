package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EchoesTest {
    private static final Endpoint HERE = new Endpoint("10.0.0.1", 7);
    private static final Endpoint ELSEWHERE = new Endpoint("10.0.0.1", 8);
    private static final long DAY_MS = 86_400_000;

    private final Echoes echoes = new Echoes(new Random(1));

    @Test
    void shouldKnowItsOwnEchoAgainWhileItIsYoung() {
        RandomGenerator random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            long sent = ms(random.nextLong(DAY_MS));
            long echo = echoes.of("c1", HERE, sent);

            assertTrue(echo >= 0);
            assertTrue(isRecent(echo, HERE, sent));
            assertTrue(isRecent(echo, HERE, sent + ms(399)));
            assertFalse(isRecent(echo, HERE, sent + ms(400)));
            assertFalse(isRecent(echo, HERE, sent - ms(1)));
        }
    }

    @Test
    void shouldNotKnowItWhenTheClockOfTheEchoHasGoneRound() {
        long roundMs = 1 << 20;
        assertFalse(isRecent(echoes.of("c1", HERE, ms(5)), HERE, ms(5 + roundMs)));
    }

    @Test
    void shouldNotTakeItFromSomebodyElse() {
        long echo = echoes.of("c1", HERE, ms(5_000));
        assertFalse(isRecent(echo, ELSEWHERE, ms(5_000)));
        assertFalse(echoes.isRecent(echo, "c2", HERE, ms(400), ms(5_000)));
        assertFalse(new Echoes(new Random(3)).isRecent(echo, "c1", HERE, ms(400), ms(5_000)));
    }

    @Test
    void shouldNotTakeAGuess() {
        RandomGenerator random = new Random(4);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            taken += isRecent(random.nextLong(Long.MAX_VALUE), HERE, ms(5_000)) ? 1 : 0;
        }
        assertEquals(0, taken);
        assertFalse(isRecent(0, HERE, ms(5)));
        assertFalse(isRecent(Long.MAX_VALUE, HERE, ms(5)));
    }

    private boolean isRecent(long echo, Endpoint at, long nowNanos) {
        return echoes.isRecent(echo, "c1", at, ms(400), nowNanos);
    }
}
