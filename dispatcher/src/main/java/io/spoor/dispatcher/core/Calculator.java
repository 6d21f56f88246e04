package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.PeerPath;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A calculator as the dispatcher knows it: what its heartbeats said, and which of its slots are taken. */
final class Calculator {
    final String identity;
    final FailureDetector detector;
    final PeerPath path;
    final Unwanted unwanted = new Unwanted();

    /** By name, since heartbeats name attempts range by range. */
    private final NavigableMap<AttemptId, Attempt> held = new TreeMap<>();

    Endpoint endpoint;
    Liveness liveness = Liveness.SUSPECT;

    /** Told as joined. */
    boolean joined;

    private long heartbeatNumber;
    private int slots;
    private int takenByOthers;
    private boolean draining;
    private boolean closed;
    private Set<String> offered = Set.of();

    /** The job that has, or shall have, this calculator for itself. */
    @Nullable
    Job reservedFor;

    DeadlineQueue.@Nullable Entry<Timer> silenceTimer;

    Calculator(String identity, Endpoint endpoint, FailureDetector detector, PeerPath path) {
        this.identity = identity;
        this.endpoint = endpoint;
        this.detector = detector;
        this.path = path;
    }

    /** Whether a heartbeat says something newer, or a further part of the newest. */
    boolean isNews(Heartbeat heartbeat) {
        return heartbeat.number() >= heartbeatNumber;
    }

    /** Takes over what the newest heartbeat says of the calculator as a whole. */
    void update(Endpoint from, Heartbeat heartbeat) {
        endpoint = from;
        if (heartbeat.number() > heartbeatNumber && !offered.equals(Set.copyOf(heartbeat.functions()))) {
            // In the order of the heartbeat: that of a copied set differs from run to run.
            offered = Collections.unmodifiableSet(new LinkedHashSet<>(heartbeat.functions()));
        }
        heartbeatNumber = heartbeat.number();
        slots = heartbeat.slots();
        draining = heartbeat.draining();
        if (heartbeat.busy() < heartbeat.slots()) {
            closed = false;
        }
    }

    /** Of the slots that it says are busy, those that none of our attempts takes. Its names must be known before. */
    void countOthers(int busy) {
        takenByOthers = Math.max(0, busy - held.size());
    }

    /** It has refused for lack of slots: nothing more until it says that one is free. */
    void close() {
        closed = true;
    }

    /** It has refused because it is about to leave. */
    void markDraining() {
        draining = true;
    }

    /** It has refused the function: not offered until its next heartbeat says so. */
    void markNotFound(String function) {
        Set<String> left = new LinkedHashSet<>(offered);
        left.remove(function);
        offered = Collections.unmodifiableSet(left);
    }

    void hold(Attempt attempt) {
        held.put(attempt.id, attempt);
    }

    /** An attempt that took one of the slots counted as others' is ours. */
    void holdAdopted(Attempt attempt) {
        hold(attempt);
        takenByOthers = Math.max(0, takenByOthers - 1);
    }

    /** The calculator says that the attempt holds no slot any more. */
    void release(Attempt attempt) {
        if (held.remove(attempt.id) != null) {
            closed = false;
        }
    }

    /** It never took the slot: unlike {@link #release} this does not open a closed calculator. */
    void dropRefused(Attempt attempt) {
        held.remove(attempt.id);
    }

    @Nullable
    Attempt held(AttemptId id) {
        return held.get(id);
    }

    /** Attempts held whose names are in the range {@code after} (exclusive) to {@code upTo} (inclusive); null: open. */
    List<Attempt> heldInRange(@Nullable AttemptId after, @Nullable AttemptId upTo) {
        return List.copyOf(Ranges.of(held, after, upTo).values());
    }

    List<Attempt> held() {
        return List.copyOf(held.values());
    }

    /** Attempts whose result is still wanted. */
    int expected() {
        int expected = 0;
        for (Attempt attempt : held.values()) {
            if (attempt.isCurrent()) {
                expected++;
            }
        }
        return expected;
    }

    int slots() {
        return slots;
    }

    /** Slots taken, as far as known: by our attempts, and by those that only its heartbeats count. */
    int taken() {
        return held.size() + takenByOthers;
    }

    /** Slots that cannot be had now: after a refusal for lack of slots all of them, whatever we know of. */
    int load() {
        return closed ? Math.max(slots, taken()) : taken();
    }

    boolean isDraining() {
        return draining;
    }

    /** The functions it computes; another object whenever they have changed. */
    Set<String> offered() {
        return offered;
    }

    /** Whether it takes part in the work at all, busy or not. */
    boolean isServing() {
        return liveness == Liveness.ALIVE && !draining;
    }

    /** Whether a job can be assigned to it now. */
    boolean isAvailable() {
        return isServing() && reservedFor == null && load() < slots;
    }
}
