package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.spoor.protocol.AttemptId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final Strangers strangers = new Strangers(100);
    private final Calculator c1 = calculator("c1");
    private final Calculator c2 = calculator("c2");

    @Test
    void shouldFindWhoRunsAJobOnce() {
        strangers.add(attempt(1), c1);
        strangers.add(attempt(1), c1);
        assertEquals(1, strangers.size());
        assertEquals(new Strangers.Stranger(attempt(1), c1), strangers.take(job(1)));
        assertNull(strangers.take(job(1)), "it has been taken");
        assertEquals(0, strangers.size());
    }

    @Test
    void shouldForgetWhatIsNoLongerNamedInItsRange() {
        for (int n = 1; n <= 5; n++) {
            strangers.add(attempt(n), c1);
        }
        strangers.add(attempt(6), c2);

        strangers.retain(c1, attempt(1), attempt(3), Set.of(attempt(2)));

        assertEquals(List.of(1, 2, 4, 5, 6), known());
    }

    @Test
    void shouldTakeAnOpenEndForEverything() {
        for (int n = 1; n <= 4; n++) {
            strangers.add(attempt(n), c1);
        }
        strangers.retain(c1, attempt(3), null, Set.of());
        strangers.retain(c1, null, attempt(1), Set.of());
        assertEquals(List.of(2, 3), known());
    }

    @Test
    void shouldRetainEverythingInAnEmptyRange() {
        strangers.add(attempt(1), c1);
        strangers.retain(c1, attempt(1), attempt(1), Set.of());
        strangers.retain(c1, attempt(2), attempt(1), Set.of());
        assertEquals(List.of(1), known());
    }

    @Test
    void shouldFindTheSecondRunnerOfAJobWhenTheFirstIsGone() {
        strangers.add(attempt(1), c1);
        strangers.add(attempt(1), c2);
        strangers.forget(c1);
        assertEquals(0, strangers.size());
        strangers.add(attempt(1), c2); // its next heartbeat
        assertEquals(new Strangers.Stranger(attempt(1), c2), strangers.take(job(1)));
    }

    @Test
    void shouldNotLoseTheFirstRunnerOfAJobWithTheSecond() {
        strangers.add(attempt(1), c1);
        strangers.add(attempt(1), c2);
        strangers.retain(c2, null, null, Set.of());
        strangers.forget(c2);
        assertEquals(new Strangers.Stranger(attempt(1), c1), strangers.take(job(1)));
    }

    @Test
    void shouldForgetWhatAGoneCalculatorRan() {
        strangers.add(attempt(1), c1);
        strangers.add(attempt(2), c2);
        strangers.forget(c1);
        assertEquals(List.of(2), known());
    }

    @Test
    void shouldKeepSoManyAndNoMore() {
        Strangers few = new Strangers(2);
        for (int n = 1; n <= 9; n++) {
            few.add(attempt(n), c1);
        }
        assertEquals(2, few.size());
    }

    private List<Integer> known() {
        return List.of(1, 2, 3, 4, 5, 6).stream()
                .filter(n -> strangers.take(job(n)) != null)
                .toList();
    }

    private static AttemptId attempt(int n) {
        return new AttemptId(job(n), 1, "dispatcher-0");
    }

    private static Calculator calculator(String name) {
        return Parts.calculator(name, 4, "sleep");
    }
}
