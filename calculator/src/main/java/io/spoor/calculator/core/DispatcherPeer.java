package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.node.DeadlineQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of the dispatcher at one address: who answers there, what it last said, and how far its round is. */
final class DispatcherPeer {
    /** Beats that go the whole round to a life newly met: for as many it keeps jobs waiting for adoption. */
    static final int MEETING_BEATS = 3;

    /** Acks of older beats than this say nothing. */
    private static final int SENT_REMEMBERED = 64;

    private static final long NOT_SENT = Long.MAX_VALUE;
    private static final long NEVER = Long.MIN_VALUE;

    private final Endpoint endpoint;
    private final HeartbeatRound round = new HeartbeatRound();
    private final long[] sent = new long[SENT_REMEMBERED];
    private final NavigableSet<AttemptId> completedToName = new TreeSet<>();

    private @Nullable String life;
    private long ackedNumber;
    private long echo;
    private int expected;
    private long heardNanos;
    private int silences;
    private boolean missed;
    private int meetingBeatsLeft;
    private long metNanos = NEVER;
    private long firstFarewell = NOT_SENT;

    /** Owned by {@link Heartbeats}: when it is to hear of us next, and when its silence will be one. */
    DeadlineQueue.@Nullable Entry<Timer> beatTimer;

    DeadlineQueue.@Nullable Entry<Timer> silenceTimer;

    DispatcherPeer(Endpoint endpoint, long nowNanos) {
        this.endpoint = endpoint;
        this.heardNanos = nowNanos;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Whom the last ack from here named; null before the first. */
    @Nullable
    String life() {
        return life;
    }

    /** What the next heartbeat returns; 0 before the first ack. */
    long echo() {
        return echo;
    }

    HeartbeatRound round() {
        return round;
    }

    /** When the last ack came, or when this address was first written to. */
    long heardNanos() {
        return heardNanos;
    }

    /** A beat has left for here, with all its parts. */
    void onSent(long number, boolean draining) {
        sent[(int) (number % SENT_REMEMBERED)] = number;
        if (draining && firstFarewell == NOT_SENT) {
            firstFarewell = number;
        }
        if (meetingBeatsLeft > 0 && --meetingBeatsLeft == 0) {
            completedToName.clear();
        }
    }

    /** Whether the ack answers a late enough beat of ours. Numbers are matched, not addresses: an answer may leave another way. */
    boolean isAcked(long number) {
        return number > 0 && number >= ackedNumber && sent[(int) (number % SENT_REMEMBERED)] == number;
    }

    /** Takes in an ack that {@link #isAcked}; whether it names a life that is new here. */
    boolean onAck(HeartbeatAck ack, long nowNanos) {
        ackedNumber = ack.number();
        echo = ack.echo();
        expected = ack.expected();
        heardNanos = nowNanos;
        silences = 0;
        missed = false;
        boolean isNew = !ack.dispatcher().equals(life);
        life = ack.dispatcher();
        return isNew;
    }

    /**
     * A new life is here: for some beats it is told everything, also the results lately sent.
     *
     * @return how long ago the one before was met; {@link Long#MAX_VALUE} for the first
     */
    long meet(Collection<AttemptId> lateResults, long nowNanos) {
        long sinceLastNanos = metNanos == NEVER ? Long.MAX_VALUE : nowNanos - metNanos;
        metNanos = nowNanos;
        meetingBeatsLeft = MEETING_BEATS;
        completedToName.addAll(lateResults);
        round.restart();
        // What it expects is known only after it has heard what there is.
        firstFarewell = NOT_SENT;
        return sinceLastNanos;
    }

    /** For some beats it is told the whole round and these results: they were sent where nobody answers. */
    void tell(Collection<AttemptId> results) {
        if (!isMeeting()) {
            round.restart();
        }
        meetingBeatsLeft = MEETING_BEATS;
        completedToName.addAll(results);
    }

    boolean isMeeting() {
        return meetingBeatsLeft > 0;
    }

    /** Results to name to a life newly met, or instead of one that is missed; empty later. */
    NavigableSet<AttemptId> completedToName() {
        return Collections.unmodifiableNavigableSet(completedToName);
    }

    /** A result has been sent while this life was newly met: it may have been lost with the old life. */
    void onResult(AttemptId attempt) {
        if (isMeeting()) {
            completedToName.add(attempt);
        }
    }

    /** Beats have gone unanswered: it may be gone, long before its silence is one. */
    void miss() {
        missed = true;
    }

    boolean isMissed() {
        return missed;
    }

    /** A silence is over without an ack; how many in a row. */
    int onSilence() {
        return ++silences;
    }

    boolean isSilent() {
        return silences > 0;
    }

    /** Whether somebody answers here who has not fallen silent. */
    boolean isAlive() {
        return life != null && !isSilent();
    }

    /** Whether it has said, to a beat that told it of the draining, that it expects nothing. */
    boolean hasSaidFarewell() {
        return ackedNumber >= firstFarewell && expected == 0;
    }
}
