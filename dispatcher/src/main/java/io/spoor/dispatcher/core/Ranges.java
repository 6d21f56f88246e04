package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import java.util.Collections;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** What one heartbeat covers: it names attempts range by range. */
final class Ranges {
    private Ranges() {}

    /** A view of the attempts whose names are greater than {@code after}, up to and including {@code upTo}; null: open. */
    static <V> NavigableMap<AttemptId, V> of(
            NavigableMap<AttemptId, V> attempts, @Nullable AttemptId after, @Nullable AttemptId upTo) {
        if (after != null && upTo != null && after.compareTo(upTo) >= 0) {
            return Collections.emptyNavigableMap();
        }
        NavigableMap<AttemptId, V> range = after == null ? attempts : attempts.tailMap(after, false);
        return upTo == null ? range : range.headMap(upTo, true);
    }
}
