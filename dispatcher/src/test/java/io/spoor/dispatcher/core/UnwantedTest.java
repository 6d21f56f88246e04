package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwantedTest {
    private final Unwanted unwanted = new Unwanted();

    private static AttemptId attempt(int n) {
        return new AttemptId(World.job(n), 1, World.ME);
    }

    @Test
    void shouldBeDueEverMoreRarely() {
        List<Boolean> due = List.of(true, true, false, true, false, false, false, true);
        for (boolean expected : due) {
            assertEquals(expected, unwanted.isDue(attempt(1)));
        }
    }

    @Test
    void shouldBeginAnewWithAnAttemptThatWasNotNamed() {
        for (int times = 1; times <= 3; times++) {
            unwanted.isDue(attempt(1));
        }
        unwanted.retain(null, null, List.of(attempt(1)));
        assertTrue(unwanted.isDue(attempt(1)), "the fourth time");
        assertFalse(unwanted.isDue(attempt(1)));

        unwanted.retain(null, null, List.of());
        assertTrue(unwanted.isDue(attempt(1)));
        assertTrue(unwanted.isDue(attempt(1)));
    }

    @Test
    void shouldRememberNoMoreThanACalculatorCanRun() {
        for (int n = 1; n <= Limits.SLOTS_MAX; n++) {
            unwanted.isDue(attempt(n));
        }
        for (int times = 1; times <= 3; times++) {
            assertTrue(unwanted.isDue(attempt(Limits.SLOTS_MAX + 1)), "not counted");
        }
        unwanted.isDue(attempt(1));
        assertFalse(unwanted.isDue(attempt(1)), "counted before: the third time");
    }
}
