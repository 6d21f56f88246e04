package io.spoor.client.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dispatchers that can be asked, at least one. Each job has an order of them of its own (rendezvous hashing): jobs are
 * spread evenly, those of a lost dispatcher over all others, and no other job changes its place.
 */
final class Dispatchers {
    private final Function<Endpoint, DispatcherPeer> newPeer;
    private final Map<Endpoint, DispatcherPeer> peers = new LinkedHashMap<>();

    Dispatchers(List<Endpoint> addresses, Function<Endpoint, DispatcherPeer> newPeer) {
        this.newPeer = newPeer;
        update(addresses);
    }

    /**
     * From now on there are these and no others.
     *
     * @return those that are gone
     * @throws IllegalArgumentException if there are none
     */
    List<DispatcherPeer> update(List<Endpoint> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a client needs a dispatcher");
        }
        Set<Endpoint> wanted = new LinkedHashSet<>(addresses);
        List<DispatcherPeer> gone = new ArrayList<>();
        for (DispatcherPeer peer : all()) {
            if (!wanted.contains(peer.address())) {
                gone.add(peer);
            }
        }
        gone.forEach(peer -> peers.remove(peer.address()));
        wanted.forEach(address -> peers.computeIfAbsent(address, newPeer));
        return gone;
    }

    /** Whether these are the addresses that there are now, in any order. */
    boolean are(List<Endpoint> addresses) {
        return peers.keySet().equals(Set.copyOf(addresses));
    }

    boolean contains(DispatcherPeer peer) {
        return peers.get(peer.address()) == peer;
    }

    /** In the order in which they became known; not to be changed. */
    Collection<DispatcherPeer> all() {
        return Collections.unmodifiableCollection(peers.values());
    }

    boolean areSeveral() {
        return peers.size() > 1;
    }

    /** Whom the job asks: of those that are well the first in its order, or if none is, the first of all. */
    DispatcherPeer choose(JobId job) {
        DispatcherPeer best = null;
        for (DispatcherPeer peer : peers.values()) {
            if (best == null || isBefore(peer, best, job)) {
                best = peer;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no dispatcher");
        }
        return best;
    }

    private static boolean isBefore(DispatcherPeer peer, DispatcherPeer other, JobId job) {
        return peer.isWell() == other.isWell()
                ? Long.compareUnsigned(peer.weight(job), other.weight(job)) > 0
                : peer.isWell();
    }

    /**
     * Who has spoken: the dispatcher at that address; or, where replies leave from another address than the one that is
     * asked, the one known by that life, or else the one that was asked.
     */
    @Nullable
    DispatcherPeer speaker(Endpoint from, String life, @Nullable DispatcherPeer asked) {
        DispatcherPeer there = peers.get(from);
        if (there != null) {
            return there;
        }
        for (DispatcherPeer peer : peers.values()) {
            if (life.equals(peer.life())) {
                return peer;
            }
        }
        return asked;
    }
}
