package io.spoor.dispatcher.core;

import io.spoor.protocol.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What acks carry and heartbeats bring back: 20 bits of the time in milliseconds and 43 bits that only this life can make,
 * for one calculator at one address at that time. Who brings it back receives packets there; who writes another's
 * address into his packets, or makes up calculators, does not, and nothing has to be remembered of him.
 */
final class Echoes {
    private static final int TIME_BITS = 20;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final int SECRET_BYTES = 2 * Long.BYTES;

    private final byte[] secret;
    private final MessageDigest digest = sha256();

    /** Draws a secret of this life. */
    Echoes(RandomGenerator random) {
        secret = ByteBuffer.allocate(SECRET_BYTES)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
    }

    /** The echo for a calculator at an address now, from 0. */
    long of(String calculator, Endpoint at, long nowNanos) {
        return seal(calculator, at, TimeUnit.NANOSECONDS.toMillis(nowNanos));
    }

    /** Whether the echo went to this calculator at this address, less than {@code ageMaxNanos} ago. */
    boolean isRecent(long echo, String calculator, Endpoint at, long ageMaxNanos, long nowNanos) {
        long nowMs = TimeUnit.NANOSECONDS.toMillis(nowNanos);
        long sentMs = nowMs - ((nowMs - echo) & TIME_MASK);
        boolean recent = sentMs >= 0 && nowNanos - TimeUnit.MILLISECONDS.toNanos(sentMs) < ageMaxNanos;
        return recent && echo == seal(calculator, at, sentMs);
    }

    private long seal(String calculator, Endpoint at, long ms) {
        digest.update(secret);
        digest.update((calculator + " " + at).getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, ms));
        long sealed = ByteBuffer.wrap(digest.digest()).getLong();
        return (sealed & Long.MAX_VALUE & ~TIME_MASK) | (ms & TIME_MASK);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
