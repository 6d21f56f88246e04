package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a slot, and for whom a free one is kept. Dispatchers share the slots. The one whose result frees a slot would
 * take it again at once, since it learns first: so a freed slot is offered to whoever was refused longest ago, and kept
 * a moment for him.
 */
final class Slots {
    private final int total;
    private final TreeMap<AttemptId, RunningAttempt> running = new TreeMap<>();
    private final Set<DispatcherPeer> refused = new LinkedHashSet<>();
    private final Map<DispatcherPeer, Long> keptUntilNanos = new LinkedHashMap<>();

    Slots(int total) {
        this.total = total;
    }

    int total() {
        return total;
    }

    @Nullable
    RunningAttempt get(AttemptId attempt) {
        return running.get(attempt);
    }

    /** The names of the attempts that hold a slot; changes with them. */
    NavigableSet<AttemptId> names() {
        return running.navigableKeySet();
    }

    /** Those that hold a slot now, as a copy: what is done with them may free their slots. */
    List<RunningAttempt> all() {
        return new ArrayList<>(running.values());
    }

    /** Attempts whose reply is still to come. */
    int unanswered() {
        int unanswered = 0;
        for (RunningAttempt attempt : running.values()) {
            if (attempt.reply() == null) {
                unanswered++;
            }
        }
        return unanswered;
    }

    /** Slots that this dispatcher cannot have: taken by anybody, or kept for others. Null: a dispatcher not known. */
    int busyFor(@Nullable DispatcherPeer peer) {
        int keptForOthers = keptUntilNanos.size() - (keptUntilNanos.containsKey(peer) ? 1 : 0);
        return Math.min(total, running.size() + keptForOthers);
    }

    void take(@Nullable DispatcherPeer peer, RunningAttempt attempt) {
        keptUntilNanos.remove(peer);
        running.put(attempt.id(), attempt);
    }

    void free(RunningAttempt attempt) {
        running.remove(attempt.id());
    }

    /** There was no slot for this dispatcher; it keeps its place if it was refused before. */
    void onRefused(DispatcherPeer peer) {
        refused.add(peer);
    }

    /** Whom a free slot is now kept for; null if none is free, or nobody has been refused. */
    @Nullable
    DispatcherPeer offer(long untilNanos) {
        Iterator<DispatcherPeer> longestAgo = refused.iterator();
        if (!longestAgo.hasNext() || running.size() + keptUntilNanos.size() >= total) {
            return null;
        }
        DispatcherPeer peer = longestAgo.next();
        longestAgo.remove();
        keptUntilNanos.put(peer, untilNanos);
        return peer;
    }

    /** Kept long enough. */
    void expireOffers(long nowNanos) {
        keptUntilNanos.values().removeIf(until -> until <= nowNanos);
    }

    /** A dispatcher whose address is given up gets no offers. */
    void forget(DispatcherPeer peer) {
        refused.remove(peer);
        keptUntilNanos.remove(peer);
    }
}
