package io.spoor.calculator.core;

import io.spoor.calculator.core.CalculatorEvent.DispatcherBack;
import io.spoor.calculator.core.CalculatorEvent.DispatcherMet;
import io.spoor.calculator.core.CalculatorEvent.DispatcherSilent;
import io.spoor.calculator.core.CalculatorEvent.HeartbeatSent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells every dispatcher that this calculator lives and what it runs, and keeps what each answers. A dispatcher that is
 * silent is still told: this is how it learns of us when it returns.
 */
final class Heartbeats {
    /** Bounds the work of one turn: all slots there can be, with long names. A longer round goes on with the next beat. */
    static final int PARTS_MAX = 160;

    private final String identity;
    private final CalculatorSettings settings;
    private final DeadlineQueue<Timer> timers;
    private final Subject subject;
    private final Map<Endpoint, DispatcherPeer> peers = new LinkedHashMap<>();

    /** One count for all dispatchers, so that the number of an ack tells whose it is, wherever it comes from. */
    private long lastNumber;

    /** What the heartbeats tell of. */
    interface Subject {
        NavigableSet<AttemptId> running();

        void onHeard(long nowNanos);

        void onAcked(DispatcherPeer peer, long number, long nowNanos);

        Collection<AttemptId> latelySent(long heardNanos, long nowNanos);

        Collection<AttemptId> latelySentTo(Endpoint address, long heardNanos, long nowNanos);

        int busyFor(DispatcherPeer peer, long nowNanos);

        boolean isDraining();

        void onForgotten(DispatcherPeer peer);
    }

    Heartbeats(
            String identity,
            long firstNumber,
            CalculatorSettings settings,
            DeadlineQueue<Timer> timers,
            Subject subject) {
        this.identity = identity;
        this.lastNumber = firstNumber - 1;
        this.settings = settings;
        this.timers = timers;
        this.subject = subject;
    }

    /**
     * A result is being sent to this address: lives newly met are told its name, too, and if nobody answers there all
     * the others are.
     */
    void onResult(AttemptId attempt, Endpoint to) {
        DispatcherPeer asker = peers.get(to);
        if (asker != null && asker.isMissed()) {
            tellOthers(List.of(attempt));
            return;
        }
        for (DispatcherPeer peer : peers.values()) {
            peer.onResult(attempt);
        }
    }

    /** Whether every dispatcher that is alive has said, knowing that we drain, that it expects nothing of us. */
    boolean isNothingExpected() {
        for (DispatcherPeer peer : peers.values()) {
            if (peer.isAlive() && !peer.hasSaidFarewell()) {
                return false;
            }
        }
        return true;
    }

    /** Whom an attempt belongs to: the life that began it or else the address that asks; null if neither is known. */
    @Nullable
    DispatcherPeer peerOf(AttemptId attempt, Endpoint from) {
        for (DispatcherPeer peer : peers.values()) {
            if (attempt.dispatcher().equals(peer.life())) {
                return peer;
            }
        }
        return peers.get(from);
    }

    /** From now on these addresses are told, and no others; a new one at once. */
    void tellOnly(List<Endpoint> addresses, long nowNanos, Output<CalculatorEvent> out) {
        for (DispatcherPeer peer : new ArrayList<>(peers.values())) {
            if (!addresses.contains(peer.endpoint())) {
                forget(peer);
                tellOthers(subject.latelySentTo(peer.endpoint(), peer.heardNanos(), nowNanos));
            }
        }
        for (Endpoint address : new LinkedHashSet<>(addresses)) {
            if (!peers.containsKey(address)) {
                DispatcherPeer peer = new DispatcherPeer(address, nowNanos);
                peers.put(address, peer);
                watchSilence(peer, nowNanos + settings.silenceNanos());
                beat(peer, nowNanos, out);
            }
        }
    }

    /** What the next beat will be called. */
    long nextNumber() {
        return lastNumber + 1;
    }

    void beatAll(long nowNanos, Output<CalculatorEvent> out) {
        for (DispatcherPeer peer : peers.values()) {
            beat(peer, nowNanos, out);
        }
    }

    private void onBeatDue(DispatcherPeer peer, long nowNanos, Output<CalculatorEvent> out) {
        if (peer.life() != null && !peer.isMissed() && nowNanos - peer.heardNanos() >= missedNanos()) {
            onMissed(peer, nowNanos, out);
        }
        beat(peer, nowNanos, out);
    }

    /** Two beats without an answer, and the third is due. */
    private long missedNanos() {
        return 5 * settings.heartbeatNanos() / 2;
    }

    /** Nobody answers there: its clients will ask the others for the results that were sent there lately. */
    private void onMissed(DispatcherPeer missed, long nowNanos, Output<CalculatorEvent> out) {
        missed.miss();
        Collection<AttemptId> results = subject.latelySentTo(missed.endpoint(), missed.heardNanos(), nowNanos);
        for (DispatcherPeer peer : tellOthers(results)) {
            beat(peer, nowNanos, out);
        }
    }

    /** Tells everybody who answers of these results; who that is, if there are any. */
    private List<DispatcherPeer> tellOthers(Collection<AttemptId> results) {
        if (results.isEmpty()) {
            return List.of();
        }
        List<DispatcherPeer> others =
                peers.values().stream().filter(peer -> !peer.isMissed()).toList();
        others.forEach(peer -> peer.tell(results));
        return others;
    }

    /** One beat now: the next range of names, or the whole round to a life newly met. The next one an interval later. */
    void beat(DispatcherPeer peer, long nowNanos, Output<CalculatorEvent> out) {
        lastNumber++;
        int parts = 0;
        do {
            out.send(peer.endpoint(), nextPart(peer, nowNanos));
            parts++;
        } while (peer.isMeeting() && !peer.round().isAtFirst() && parts < PARTS_MAX);
        peer.onSent(lastNumber, subject.isDraining());
        out.tell(new HeartbeatSent(peer.endpoint(), lastNumber, parts));
        timers.cancel(peer.beatTimer);
        peer.beatTimer = timers.arm((now, then) -> onBeatDue(peer, now, then), nowNanos + settings.heartbeatNanos());
    }

    private Heartbeat nextPart(DispatcherPeer peer, long nowNanos) {
        HeartbeatRound.Range range = peer.round()
                .next(
                        subject.running(),
                        peer.completedToName(),
                        peer.life(),
                        HeartbeatRound.fixedBytes(
                                identity, peer.life(), settings.functions(), lastNumber, peer.echo()));
        return new Heartbeat(
                TraceContext.NONE,
                identity,
                lastNumber,
                settings.slots(),
                subject.busyFor(peer, nowNanos),
                subject.isDraining(),
                settings.functions(),
                Limits.VERSION,
                peer.life(),
                peer.echo(),
                range.after(),
                range.upTo(),
                range.running(),
                range.completed());
    }

    /** An ack has come; one that answers no beat of ours, or an older one than the last acked, says nothing. */
    void onAck(HeartbeatAck ack, long nowNanos, Output<CalculatorEvent> out) {
        DispatcherPeer peer = whoWasSent(ack.number());
        if (peer == null) {
            return;
        }
        String previousLife = peer.life();
        boolean wasSilent = peer.isSilent();
        long heardNanos = peer.heardNanos();
        subject.onHeard(nowNanos);
        subject.onAcked(peer, ack.number(), nowNanos);
        if (peer.onAck(ack, nowNanos)) {
            out.tell(new DispatcherMet(peer.endpoint(), ack.dispatcher(), previousLife));
            meet(peer, heardNanos, nowNanos, out);
        } else if (wasSilent) {
            out.tell(new DispatcherBack(peer.endpoint(), ack.dispatcher(), nowNanos - heardNanos));
        }
    }

    private @Nullable DispatcherPeer whoWasSent(long number) {
        for (DispatcherPeer peer : peers.values()) {
            if (peer.isAcked(number)) {
                return peer;
            }
        }
        return null;
    }

    /** At once, unless lives change there faster than beats go: two behind one address would make us chatter. */
    private void meet(DispatcherPeer peer, long heardNanos, long nowNanos, Output<CalculatorEvent> out) {
        long sinceLastNanos = peer.meet(subject.latelySent(heardNanos, nowNanos), nowNanos);
        if (sinceLastNanos >= settings.heartbeatNanos()) {
            beat(peer, nowNanos, out);
        }
    }

    private void watchSilence(DispatcherPeer peer, long atNanos) {
        peer.silenceTimer = timers.arm((now, out) -> onSilenceTimer(peer, now, out), atNanos);
    }

    private void onSilenceTimer(DispatcherPeer peer, long nowNanos, Output<CalculatorEvent> out) {
        long heardOfLastNanos = peer.heardNanos() + settings.silenceNanos();
        if (heardOfLastNanos > nowNanos) {
            watchSilence(peer, heardOfLastNanos);
            return;
        }
        int times = peer.onSilence();
        watchSilence(peer, nowNanos + settings.silenceNanos());
        out.tell(new DispatcherSilent(peer.endpoint(), peer.life(), times));
    }

    private void forget(DispatcherPeer peer) {
        peers.remove(peer.endpoint());
        timers.cancel(peer.beatTimer);
        timers.cancel(peer.silenceTimer);
        subject.onForgotten(peer);
    }
}
