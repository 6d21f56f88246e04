package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineQueueTest {
    private final DeadlineQueue<String> queue = new DeadlineQueue<>();

    @Test
    void shouldHaveNothingPendingWhenEmpty() {
        assertEquals(Long.MAX_VALUE, queue.nextDeadlineNanos());
        assertNull(queue.pollExpired(Long.MAX_VALUE));
        assertEquals(0, queue.size());
    }

    @Test
    void shouldExpireInTheOrderOfTheirDeadlines() {
        queue.arm("third", 30);
        queue.arm("first", 10);
        queue.arm("second", 20);

        assertEquals(List.of("first", "second", "third"), drain(queue, 30));
    }

    @Test
    void shouldExpireEqualDeadlinesInTheOrderTheyWereArmed() {
        for (int i = 0; i < 20; i++) {
            queue.arm("t" + i, 5);
        }

        List<String> armed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            armed.add("t" + i);
        }
        assertEquals(armed, drain(queue, 5));
    }

    @Test
    void shouldNotExpireBeforeTheDeadlineButAtIt() {
        queue.arm("timer", 10);

        assertNull(queue.pollExpired(9));
        assertEquals(10, queue.nextDeadlineNanos());
        DeadlineQueue.Entry<String> due = Objects.requireNonNull(queue.pollExpired(10));
        assertEquals("timer", due.key());
        assertEquals(10, due.atNanos());
    }

    @Test
    void shouldTakeACancelledTimerOutAtOnce() {
        DeadlineQueue.Entry<String> first = queue.arm("first", 10);
        queue.arm("second", 20);

        queue.cancel(first);

        assertEquals(20, queue.nextDeadlineNanos());
        assertEquals(1, queue.size());
        assertEquals(List.of("second"), drain(queue, 100));
    }

    @Test
    void shouldIgnoreACancelOfWhatIsNotArmed() {
        DeadlineQueue.Entry<String> expired = queue.arm("expired", 10);
        drain(queue, 10);
        DeadlineQueue.Entry<String> cancelled = queue.arm("cancelled", 10);
        queue.cancel(cancelled);
        queue.arm("other", 30);

        queue.cancel(null);
        queue.cancel(expired);
        queue.cancel(cancelled);

        assertEquals(List.of("other"), drain(queue, 30));
    }

    @Test
    void shouldKnowWhetherATimerIsStillToCome() {
        DeadlineQueue.Entry<String> expiring = queue.arm("expiring", 10);
        DeadlineQueue.Entry<String> cancelled = queue.arm("cancelled", 10);
        assertTrue(expiring.isArmed());

        queue.cancel(cancelled);
        drain(queue, 10);

        assertFalse(expiring.isArmed());
        assertFalse(cancelled.isArmed());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldDoWhatASortedListDoes(long seed) {
        Random random = new Random(seed);
        List<DeadlineQueue.Entry<String>> model = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                model.add(queue.arm("t" + step, now + random.nextInt(50)));
            } else if (choice < 8 && !model.isEmpty()) {
                queue.cancel(model.remove(random.nextInt(model.size())));
            } else {
                now += random.nextInt(10);
                assertEquals(drain(model, now), drain(queue, now), "seed " + seed + ", step " + step);
            }
            assertEquals(model.size(), queue.size());
            assertEquals(earliest(model), queue.nextDeadlineNanos());
        }
    }

    private static List<String> drain(DeadlineQueue<String> queue, long now) {
        List<String> keys = new ArrayList<>();
        for (DeadlineQueue.Entry<String> due; (due = queue.pollExpired(now)) != null; ) {
            keys.add(due.key());
        }
        return keys;
    }

    /** The model: entries in the order they were armed; sorting is stable. */
    private static List<String> drain(List<DeadlineQueue.Entry<String>> model, long now) {
        List<DeadlineQueue.Entry<String>> due = new ArrayList<>(
                model.stream().filter(entry -> entry.atNanos() <= now).toList());
        model.removeAll(due);
        due.sort(Comparator.comparingLong(DeadlineQueue.Entry::atNanos));
        return due.stream().map(DeadlineQueue.Entry::key).toList();
    }

    private static long earliest(List<DeadlineQueue.Entry<String>> model) {
        return model.stream().mapToLong(DeadlineQueue.Entry::atNanos).min().orElse(Long.MAX_VALUE);
    }
}
