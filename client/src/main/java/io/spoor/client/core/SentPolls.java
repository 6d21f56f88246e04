package io.spoor.client.core;

import io.spoor.protocol.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last polls to one dispatcher whose answers have not come. Each has a number of its own, so its answer measures the
 * round trip, however slow the dispatcher is and however many questions are under way: of a question that is asked again
 * under the same name nobody knows which asking is answered (Karn).
 */
final class SentPolls {
    /** Older ones are forgotten: enough for a thousand jobs and some seconds. */
    static final int REMEMBERED = 1_024;

    private final Map<Long, Sent> byNumber = new LinkedHashMap<>();

    /** A poll under way. */
    record Sent(List<JobId> jobIds, long sentNanos) {}

    void add(long number, List<JobId> jobIds, long nowNanos) {
        if (byNumber.size() >= REMEMBERED) {
            byNumber.remove(byNumber.keySet().iterator().next());
        }
        byNumber.put(number, new Sent(jobIds, nowNanos));
    }

    /** The poll that is answered now, or null if it was none to this dispatcher, is answered already, or forgotten. */
    @Nullable
    Sent take(long number) {
        return byNumber.remove(number);
    }
}
