package io.spoor.calculator.core;

import io.spoor.calculator.core.CalculatorEvent.DrainStarted;
import io.spoor.calculator.core.CalculatorEvent.Drained;
import io.spoor.calculator.core.CalculatorEvent.MessageUnexpected;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;

/**
 * The calculator without I/O: takes attempts into its slots, answers the same to the same question, tells dispatchers by
 * heartbeats what it runs, and leaves when it is drained. It only replies; what it does on its own are heartbeats.
 */
public final class CalculatorCore implements Calculator {
    private static final int EXPIRIES_PER_TURN = 64;

    /** How often expired replies are looked for while any are kept: what is freed is a segment, not a reply. */
    private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String identity;
    private final CalculatorSettings settings;
    private final List<Endpoint> firstDispatchers;
    private final DeadlineQueue<Timer> timers = new DeadlineQueue<>();
    private final Slots slots;
    private final Replies replies;
    private final Heartbeats heartbeats;
    private final Attempts attempts;
    private boolean drained;
    private boolean isExpiryArmed;

    /**
     * @param identity name of this process life, see {@link io.spoor.protocol.Limits#isName}
     * @param firstNumber of the heartbeats, from 1. An ack is believed by the number that it repeats, so this one should be
     *     such that nobody guesses it who does not read the packets
     * @param dispatchers the addresses that get heartbeats
     */
    public CalculatorCore(
            String identity,
            long firstNumber,
            CalculatorSettings settings,
            List<Endpoint> dispatchers,
            Calculations calculations) {
        this.identity = identity;
        this.settings = settings;
        this.firstDispatchers = List.copyOf(dispatchers);
        this.slots = new Slots(settings.slots());
        this.replies = new Replies(settings.replyCacheBytes());
        this.heartbeats = new Heartbeats(identity, firstNumber, settings, timers, new HeartbeatSubject());
        this.attempts = new Attempts(identity, settings, calculations, timers, slots, replies, heartbeats);
    }

    @Override
    public void start(long nowNanos, Output<CalculatorEvent> out) {
        heartbeats.tellOnly(firstDispatchers, nowNanos, out);
    }

    @Override
    public void onDispatchersResolved(List<Endpoint> dispatchers, long nowNanos, Output<CalculatorEvent> out) {
        if (!dispatchers.isEmpty() && !drained) {
            heartbeats.tellOnly(dispatchers, nowNanos, out);
            leaveIfDrained(out);
        }
    }

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<CalculatorEvent> out) {
        switch (message.type()) {
            case ASSIGN -> onAssign(from, (Assign) message, nowNanos, out);
            case CANCEL_ATTEMPT -> attempts.onCancel(from, (CancelAttempt) message, nowNanos, out);
            case FETCH -> attempts.onFetch(from, (Fetch) message, nowNanos, out);
            case HEARTBEAT_ACK -> onHeartbeatAck((HeartbeatAck) message, nowNanos, out);
            case SUBMIT,
                    ACCEPTED,
                    FINISHED,
                    REFUSED,
                    POLL,
                    POLL_ACK,
                    CANCEL,
                    STARTED,
                    COMPLETED,
                    ASSIGN_REFUSED,
                    HEARTBEAT -> out.tell(new MessageUnexpected(from, message.type()));
        }
        armExpiry(nowNanos);
        leaveIfDrained(out);
    }

    @Override
    public void onDeadline(long nowNanos, Output<CalculatorEvent> out) {
        for (int i = 0; i < EXPIRIES_PER_TURN && !drained; i++) {
            DeadlineQueue.Entry<Timer> due = timers.pollExpired(nowNanos);
            if (due == null) {
                break;
            }
            due.key().expire(nowNanos, out);
        }
        leaveIfDrained(out);
    }

    @Override
    public long nextDeadlineNanos() {
        return drained ? Long.MAX_VALUE : timers.nextDeadlineNanos();
    }

    @Override
    public void onComputed(AttemptId attempt, Result result, long nowNanos, Output<CalculatorEvent> out) {
        attempts.onComputed(attempt, result, nowNanos, out);
        armExpiry(nowNanos);
        leaveIfDrained(out);
    }

    /** Also at rest: replies are kept for seconds, and nothing else may be asked for hours. */
    private void armExpiry(long nowNanos) {
        if (!isExpiryArmed && !replies.isEmpty()) {
            isExpiryArmed = true;
            timers.arm(this::onExpiry, nowNanos + EXPIRY_NANOS);
        }
    }

    private void onExpiry(long nowNanos, Output<CalculatorEvent> out) {
        isExpiryArmed = false;
        replies.expire(nowNanos);
        armExpiry(nowNanos);
    }

    /** One that names another calculator was for whoever had this address before. */
    private void onAssign(Endpoint from, Assign assign, long nowNanos, Output<CalculatorEvent> out) {
        String asked = assign.calculator();
        if (asked == null || asked.equals(identity)) {
            attempts.onAssign(from, assign, nowNanos, out);
        } else {
            out.tell(new MessageUnexpected(from, assign.type()));
        }
    }

    private void onHeartbeatAck(HeartbeatAck ack, long nowNanos, Output<CalculatorEvent> out) {
        if (!drained) {
            heartbeats.onAck(ack, nowNanos, out);
        }
    }

    @Override
    public void drain(long nowNanos, Output<CalculatorEvent> out) {
        if (attempts.isDraining()) {
            return;
        }
        attempts.drain();
        out.tell(new DrainStarted(slots.unanswered()));
        timers.arm(this::onDrainOver, nowNanos + settings.drainNanos());
        heartbeats.beatAll(nowNanos, out);
        leaveIfDrained(out);
    }

    private void onDrainOver(long nowNanos, Output<CalculatorEvent> out) {
        leave(new Drained(false, attempts.abandonAll(nowNanos, out)), out);
    }

    private void leaveIfDrained(Output<CalculatorEvent> out) {
        if (attempts.isDraining() && !drained && slots.unanswered() == 0 && heartbeats.isNothingExpected()) {
            leave(new Drained(true, 0), out);
        }
    }

    private void leave(Drained fact, Output<CalculatorEvent> out) {
        drained = true;
        out.tell(fact);
    }

    @Override
    public boolean isDrained() {
        return drained;
    }

    private final class HeartbeatSubject implements Heartbeats.Subject {
        @Override
        public NavigableSet<AttemptId> running() {
            return slots.names();
        }

        @Override
        public void onHeard(long nowNanos) {
            replies.onHeard(nowNanos);
        }

        @Override
        public void onAcked(DispatcherPeer peer, long number, long nowNanos) {
            attempts.onAcked(peer, number, nowNanos);
        }

        @Override
        public Collection<AttemptId> latelySent(long heardNanos, long nowNanos) {
            return replies.latelySent(heardNanos, nowNanos);
        }

        @Override
        public Collection<AttemptId> latelySentTo(Endpoint address, long heardNanos, long nowNanos) {
            return replies.latelySentTo(address, heardNanos, nowNanos);
        }

        /** All of them while replies could not be kept: a slot that nobody can have is no offer. */
        @Override
        public int busyFor(DispatcherPeer peer, long nowNanos) {
            return replies.isFull(nowNanos) ? slots.total() : slots.busyFor(peer);
        }

        @Override
        public boolean isDraining() {
            return attempts.isDraining();
        }

        @Override
        public void onForgotten(DispatcherPeer peer) {
            slots.forget(peer);
        }
    }
}
