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
    private final Map<DispatcherPeer, Offer> offers = new LinkedHashMap<>();

    /** A slot is kept, and since which beat its dispatcher can know. */
    private record Offer(long untilNanos, long toldWith) {}

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
        int keptForOthers = offers.size() - (offers.containsKey(peer) ? 1 : 0);
        return Math.min(total, running.size() + keptForOthers);
    }

    void take(@Nullable DispatcherPeer peer, RunningAttempt attempt) {
        offers.remove(peer);
        running.put(attempt.id(), attempt);
    }

    void free(RunningAttempt attempt) {
        running.remove(attempt.id());
    }

    /** There was no slot for this dispatcher; it keeps its place if it was refused before. */
    void onRefused(DispatcherPeer peer) {
        refused.add(peer);
    }

    /** Who is to be offered a free slot; null if none is free, or nobody has been refused. */
    @Nullable
    DispatcherPeer nextToOffer() {
        Iterator<DispatcherPeer> longestAgo = refused.iterator();
        if (!longestAgo.hasNext() || running.size() + offers.size() >= total) {
            return null;
        }
        DispatcherPeer peer = longestAgo.next();
        longestAgo.remove();
        return peer;
    }

    /** A slot is kept for it from now on, which the beat of this number tells it. */
    void keep(DispatcherPeer peer, long untilNanos, long beatNumber) {
        offers.put(peer, new Offer(untilNanos, beatNumber));
    }

    /** It has answered that beat or a later one: the slot is kept until then at the latest. Whether one was kept. */
    boolean shorten(DispatcherPeer peer, long answeredNumber, long untilNanos) {
        Offer offer = offers.get(peer);
        if (offer == null || answeredNumber < offer.toldWith() || offer.untilNanos() <= untilNanos) {
            return false;
        }
        offers.put(peer, new Offer(untilNanos, offer.toldWith()));
        return true;
    }

    /** Kept long enough. */
    void expireOffers(long nowNanos) {
        offers.values().removeIf(offer -> offer.untilNanos() <= nowNanos);
    }

    /** A dispatcher whose address is given up gets no offers. */
    void forget(DispatcherPeer peer) {
        refused.remove(peer);
        offers.remove(peer);
    }
}
