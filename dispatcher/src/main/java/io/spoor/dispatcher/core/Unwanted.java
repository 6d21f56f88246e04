package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Limits;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that a calculator runs on although they were given up: a cancel may get lost, but a calculation may also be one
 * that cannot be stopped. So it is cancelled when it is named for the first, second, fourth, … time, and then now and then.
 */
final class Unwanted {
    /** Of so many namings at least one is answered with a cancel. */
    private static final int NAMINGS_MAX = 32;

    private final NavigableMap<AttemptId, Integer> namings = new TreeMap<>();

    /** It is named; whether it is to be cancelled once more. */
    boolean isDue(AttemptId attempt) {
        if (namings.size() >= Limits.SLOTS_MAX && !namings.containsKey(attempt)) {
            return true; // More than any calculator runs: not counted.
        }
        int times = namings.merge(attempt, 1, Integer::sum);
        return Integer.bitCount(times) == 1 || times % NAMINGS_MAX == 0;
    }

    /** Forgets those in the range that a heartbeat no longer names. */
    void retain(@Nullable AttemptId after, @Nullable AttemptId upTo, Collection<AttemptId> named) {
        for (AttemptId attempt : List.copyOf(Ranges.of(namings, after, upTo).keySet())) {
            if (!named.contains(attempt)) {
                namings.remove(attempt);
            }
        }
    }
}
