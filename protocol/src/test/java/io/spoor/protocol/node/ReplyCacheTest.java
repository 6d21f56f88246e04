package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCacheTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final ReplyCache<String, String> cache = new ReplyCache<>(1_000, new TextForm(Long.MAX_VALUE));

    /** Texts; with a small mask many have the same hash. */
    private record TextForm(long mask) implements ReplyForm<String, String> {
        @Override
        public long hash(String question) {
            return ReplyForm.mix(question.hashCode()) & mask;
        }

        @Override
        public boolean isOf(String question, ReplyBytes in) {
            return in.readText().equals(question);
        }

        @Override
        public void write(String question, String reply, ReplyBytes out) {
            out.writeText(question);
            out.writeText(reply);
        }

        @Override
        public String read(ReplyBytes in) {
            in.readText();
            return in.readText();
        }
    }

    @Test
    void shouldGiveTheSameReplyToTheSameQuestion() {
        cache.put("question", "reply", 0, 50);

        assertEquals("reply", cache.get("question", 49));
        assertTrue(cache.has("question", 49));
        assertNull(cache.get("another", 49));
    }

    @Test
    void shouldForgetAtTheInstantGiven() {
        cache.put("question", "reply", 0, 50);

        assertNull(cache.get("question", 50));
        assertFalse(cache.has("question", 50));
    }

    @Test
    void shouldKeepTheEarlierReply() {
        cache.put("question", "first", 0, 50);
        long bytes = cache.bytes();
        cache.put("question", "second", 1, 90);

        assertEquals("first", cache.get("question", 2));
        assertEquals(bytes, cache.bytes());
        assertNull(cache.get("question", 60));
    }

    @Test
    void shouldTakeANewReplyForOneThatHasExpiredAndNotYetGone() {
        cache.put("long", "reply", 0, 100);
        cache.put("question", "first", 0, 2);
        cache.put("question", "second", 10, 50);

        assertEquals("second", cache.get("question", 20));
        assertEquals(2, cache.size());
        cache.expire(100);
        assertEquals(0, cache.size());
        assertEquals(0, cache.bytes());
    }

    @Test
    void shouldBeFullWhenItsBytesAreUsedUpAndMakeRoomOnlyByExpiry() {
        int n = 0;
        while (!cache.isFull(1)) {
            cache.put("question " + n++, "reply", 0, 50);
        }
        assertTrue(cache.bytes() >= 1_000 && cache.bytes() < 1_100, () -> "bytes: " + cache.bytes());
        assertEquals("reply", cache.get("question 0", 49), "nothing is pushed out");
        assertTrue(cache.isFull(49));
        assertFalse(cache.isFull(50));
        assertEquals(0, cache.size());
    }

    @Test
    void shouldGiveMemoryBackAtRest() {
        ReplyCache<String, String> large = new ReplyCache<>(FOR_EVER, new TextForm(Long.MAX_VALUE));
        for (int i = 0; i < 100_000; i++) {
            large.put("question " + i, "reply", i, i + 50_000);
        }
        assertTrue(large.bytes() > 0);
        assertTrue(large.nextExpiryNanos() > 100_000, "what has expired meanwhile is gone");
        large.expire(150_000);
        assertEquals(0, large.bytes());
        assertEquals(FOR_EVER, large.nextExpiryNanos());
        assertNull(large.get("question 99999", 149_998));
    }

    @Test
    void shouldShrinkWhileItIsUsed() {
        for (int now = 0; now < 10_000; now++) {
            cache.put("question " + now, "reply", now, now + 10);
        }
        assertTrue(cache.size() <= 40, "size: " + cache.size());
    }

    /** Against a map that forgets nothing, with instants in any order and questions that share hashes. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 7, 0})
    void shouldKnowWhatAMapWouldKnow(long mask) {
        SplittableRandom random = new SplittableRandom(mask);
        ReplyCache<String, String> tested = new ReplyCache<>(FOR_EVER, new TextForm(mask));
        Map<String, String> replies = new HashMap<>();
        Map<String, Long> expiries = new HashMap<>();
        for (int now = 0; now < 5_000; now++) {
            String question = "q" + random.nextInt(300);
            if (random.nextInt(50) == 0) {
                now += random.nextInt(400);
            }
            if (expiries.getOrDefault(question, 0L) <= now) {
                replies.put(question, "r" + now);
                expiries.put(question, (long) now + random.nextInt(200));
                tested.put(question, "r" + now, now, expiries.get(question));
            }
            String asked = "q" + random.nextInt(300);
            String expected = expiries.getOrDefault(asked, 0L) > now ? replies.get(asked) : null;
            assertEquals(expected, tested.get(asked, now), asked + " at " + now);
        }
        tested.expire(FOR_EVER - 1);
        assertEquals(0, tested.size());
        assertEquals(0, tested.bytes());
    }
}
