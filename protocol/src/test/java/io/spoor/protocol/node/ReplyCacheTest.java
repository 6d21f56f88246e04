package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReplyCacheTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final ReplyCache<String, String> cache = new ReplyCache<>(100);

    @Test
    void shouldGiveTheSameReplyToTheSameQuestion() {
        cache.put("question", "reply", 10, 0, 50);

        assertEquals("reply", cache.get("question", 49));
        assertNull(cache.get("another", 49));
    }

    @Test
    void shouldForgetAtTheInstantGiven() {
        cache.put("question", "reply", 10, 0, 50);

        assertNull(cache.get("question", 50));
    }

    @Test
    void shouldKeepTheEarlierReply() {
        cache.put("question", "first", 10, 0, 50);
        cache.put("question", "second", 20, 1, 90);

        assertEquals("first", cache.get("question", 2));
        assertEquals(10, cache.bytes());
        assertNull(cache.get("question", 60));
    }

    @Test
    void shouldTakeANewReplyForOneThatHasExpiredAndNotYetGone() {
        for (int i = 0; i < 10; i++) {
            cache.put("other " + i, "reply", 1, 0, 1);
        }
        cache.put("question", "first", 1, 0, 2);

        cache.put("question", "second", 1, 10, 50);

        assertEquals("second", cache.get("question", 20));
        assertFalse(cache.isFull(20));
        cache.put("fill", "reply", 100, 20, FOR_EVER);
        assertTrue(cache.isFull(20));
        assertEquals("second", cache.get("question", 20));
        assertEquals(101, cache.bytes());
    }

    @Test
    void shouldBeFullWhenItsBytesAreUsedUp() {
        cache.put("a", "reply", 60, 0, 50);
        assertFalse(cache.isFull(1));

        cache.put("b", "reply", 40, 0, 90);

        assertTrue(cache.isFull(1));
        assertEquals(100, cache.bytes());
    }

    @Test
    void shouldMakeRoomOnlyByExpiry() {
        cache.put("a", "reply", 60, 0, 50);
        cache.put("b", "reply", 60, 0, 90);

        assertEquals("reply", cache.get("a", 49));
        assertTrue(cache.isFull(49));
        assertFalse(cache.isFull(50));
        assertEquals(1, cache.size());
        assertEquals(60, cache.bytes());
    }

    @Test
    void shouldShrinkWhileItIsUsed() {
        for (int now = 0; now < 1_000; now++) {
            cache.put("question " + now, "reply", 1, now, now + 10);
        }

        assertTrue(cache.size() <= 11, "size: " + cache.size());
        assertEquals(cache.size(), cache.bytes());
    }
}
