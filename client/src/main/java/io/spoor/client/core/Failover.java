package io.spoor.client.core;

import io.spoor.client.core.ClientEvent.DispatcherBack;
import io.spoor.client.core.ClientEvent.DispatcherLost;
import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatchersChanged;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.node.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens for each of several dispatchers. The jobs of one that is silent, or gone, go to the others; when it speaks again
 * it gets new jobs, and the others keep what they have. While all are silent nothing moves, and the first that speaks gets
 * the jobs of all that do not. Who asks nothing expects nothing: without open jobs nobody is probed.
 */
final class Failover {
    private final ClientSettings settings;
    private final Asker asker;
    private final Dispatchers dispatchers;
    private final JobLife jobs;

    Failover(ClientSettings settings, Asker asker, JobLife jobs) {
        this.settings = settings;
        this.asker = asker;
        this.dispatchers = asker.dispatchers();
        this.jobs = jobs;
    }

    /**
     * A dispatcher has spoken.
     *
     * @param job of which it spoke, or null if of none that is in flight
     * @return whether it is the one that is asked for that job
     */
    boolean heard(Endpoint from, String life, @Nullable OpenJob job, long nowNanos, Output<ClientEvent> out) {
        asker.heard();
        DispatcherPeer asked = job == null ? null : job.at();
        DispatcherPeer speaker = dispatchers.speaker(from, life, asked);
        if (speaker == null) {
            return false;
        }
        if (speaker.meet(life)) {
            out.tell(new DispatcherMet(speaker.address(), life));
        }
        if (speaker.heard()) {
            out.tell(new DispatcherBack(speaker.address(), life));
            moveFromSilent(nowNanos, out);
        }
        return speaker == asked;
    }

    /** From now on these are asked, and no others. */
    void onResolved(List<Endpoint> addresses, long nowNanos, Output<ClientEvent> out) {
        if (dispatchers.are(addresses)) {
            return;
        }
        List<DispatcherPeer> gone = dispatchers.update(addresses);
        out.tell(new DispatchersChanged(addresses));
        for (DispatcherPeer peer : gone) {
            jobs.moveFrom(peer, nowNanos, out);
        }
        moveFromSilent(nowNanos, out);
    }

    void onDeadline(long nowNanos, Output<ClientEvent> out) {
        if (!isListening()) {
            return;
        }
        for (DispatcherPeer peer : dispatchers.all()) {
            switch (peer.pulse.onDue(nowNanos)) {
                case PROBE -> asker.probe(peer, jobs.oldestInFlight(), nowNanos, out);
                case SILENT -> onSilent(peer, nowNanos, out);
                case NONE -> {}
            }
        }
    }

    private void onSilent(DispatcherPeer peer, long nowNanos, Output<ClientEvent> out) {
        int moved = jobs.moveFrom(peer, nowNanos, out);
        out.tell(new DispatcherLost(peer.address(), peer.life(), settings.failoverNanos(), moved));
    }

    private void moveFromSilent(long nowNanos, Output<ClientEvent> out) {
        for (DispatcherPeer peer : dispatchers.all()) {
            if (!peer.isWell()) {
                jobs.moveFrom(peer, nowNanos, out);
            }
        }
    }

    /** When somebody is to be probed, or has been silent for too long. */
    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        if (isListening()) {
            for (DispatcherPeer peer : dispatchers.all()) {
                next = Math.min(next, peer.pulse.nextDeadlineNanos());
            }
        }
        return next;
    }

    private boolean isListening() {
        return dispatchers.areSeveral() && !jobs.inFlight().isEmpty();
    }
}
