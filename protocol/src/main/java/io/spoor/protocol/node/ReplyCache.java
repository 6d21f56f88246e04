package io.spoor.protocol.node;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replies already given, so that the same question gets the same reply. Bounded in bytes; an entry lives until its
 * instant and is never pushed out by a newer one: a full cache makes its owner refuse new work instead, because a
 * forgotten reply means work done twice, which means more load.
 *
 * @param <K> the question
 * @param <V> the reply
 */
public final class ReplyCache<K, V> {
    private static final int EVICTIONS_PER_PUT = 4;

    private final long bytesMax;
    private final Map<K, Kept<K, V>> entries = new HashMap<>();
    private final DeadlineQueue<Kept<K, V>> expiries = new DeadlineQueue<>();
    private long bytes;

    private record Kept<K, V>(K key, V value, int bytes, long expiresNanos) {}

    /** Holds entries while their sizes sum up to less than {@code bytesMax}. */
    public ReplyCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * Remembers a reply; an earlier one to the same question stays until its instant. Always succeeds: fullness is asked
     * for before work is taken, see {@link #isFull}.
     *
     * @param sizeBytes what the entry is counted as
     */
    public void put(K key, V value, int sizeBytes, long nowNanos, long expiresNanos) {
        evictExpired(nowNanos, EVICTIONS_PER_PUT);
        if (get(key, nowNanos) == null) {
            Kept<K, V> kept = new Kept<>(key, value, sizeBytes, expiresNanos);
            entries.put(key, kept);
            bytes += sizeBytes;
            expiries.arm(kept, expiresNanos);
        }
    }

    /** The reply given before, or null. */
    public @Nullable V get(K key, long nowNanos) {
        Kept<K, V> kept = entries.get(key);
        return kept == null || kept.expiresNanos() <= nowNanos ? null : kept.value();
    }

    /** Whether new work must be refused until entries have expired. */
    public boolean isFull(long nowNanos) {
        if (bytes >= bytesMax) {
            evictExpired(nowNanos, Integer.MAX_VALUE);
        }
        return bytes >= bytesMax;
    }

    public int size() {
        return entries.size();
    }

    public long bytes() {
        return bytes;
    }

    private void evictExpired(long nowNanos, int most) {
        for (int i = 0; i < most; i++) {
            DeadlineQueue.Entry<Kept<K, V>> expired = expiries.pollExpired(nowNanos);
            if (expired == null) {
                return;
            }
            // Both: a newer reply may stand in the place of one that had expired and was not yet evicted.
            entries.remove(expired.key().key(), expired.key());
            bytes -= expired.key().bytes();
        }
    }
}
