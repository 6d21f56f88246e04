package io.spoor.calculator.core;

import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCancelled;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.calculator.core.CalculatorEvent.CalculationNotStopped;
import io.spoor.calculator.core.CalculatorEvent.CalculationReturned;
import io.spoor.calculator.core.CalculatorEvent.ResultResent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The answering side: takes attempts into slots or turns them away, ends them, and replies the same to the same question. */
final class Attempts {
    /** An ack and the assign that was sent with it may be in two packets, and those overtake each other a little. */
    private static final long ASSIGN_AFTER_ACK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final String identity;
    private final CalculatorSettings settings;
    private final Calculations calculations;
    private final DeadlineQueue<Timer> timers;
    private final Slots slots;
    private final Replies replies;
    private final Heartbeats heartbeats;
    private boolean draining;

    Attempts(
            String identity,
            CalculatorSettings settings,
            Calculations calculations,
            DeadlineQueue<Timer> timers,
            Slots slots,
            Replies replies,
            Heartbeats heartbeats) {
        this.identity = identity;
        this.settings = settings;
        this.calculations = calculations;
        this.timers = timers;
        this.slots = slots;
        this.replies = replies;
        this.heartbeats = heartbeats;
    }

    /** From now on none begins. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void onAssign(Endpoint from, Assign assign, long nowNanos, Output<CalculatorEvent> out) {
        Completed reply = replyTo(assign.attempt(), nowNanos);
        if (reply != null) {
            resend(from, assign, reply, out);
            return;
        }
        RunningAttempt running = slots.get(assign.attempt());
        if (running != null) {
            askedAgain(running, from, assign, nowNanos, out);
            return;
        }
        AssignRefused refusal = replies.findRefusal(assign.attempt(), nowNanos);
        if (refusal != null) {
            out.send(from, refusal);
            return;
        }
        DispatcherPeer peer = heartbeats.peerOf(assign.attempt(), from);
        if (!refused(from, peer, assign, nowNanos, out)) {
            begin(from, peer, assign, nowNanos, out);
        }
    }

    private void askedAgain(
            RunningAttempt running, Endpoint from, Assign assign, long nowNanos, Output<CalculatorEvent> out) {
        if (running.onAskedAgain(from, assign.ask(), deadlineNanos(assign, nowNanos))) {
            armDeadline(running);
        }
        out.tell(new AttemptAskedAgain(running.id(), assign.ask(), running.trace()));
        if (running.isStartedSent()) {
            sendStarted(running, out);
        }
    }

    /** Turns the attempt away if it cannot begin now. */
    private boolean refused(
            Endpoint from, @Nullable DispatcherPeer peer, Assign assign, long nowNanos, Output<CalculatorEvent> out) {
        if (draining) {
            refuse(from, assign, Status.UNAVAILABLE, "draining", nowNanos, out);
        } else if (!settings.functions().contains(assign.function())) {
            refuse(from, assign, Status.NOT_FOUND, "no function " + assign.function() + " here", nowNanos, out);
        } else if (replies.isFull(nowNanos)) {
            refuse(from, assign, Status.RESOURCE_EXHAUSTED, "the memory for replies is full", nowNanos, out);
        } else if (slots.busyFor(peer) >= slots.total()) {
            refuse(from, assign, Status.RESOURCE_EXHAUSTED, "no slot of " + slots.total() + " is free", nowNanos, out);
            if (peer != null) {
                slots.onRefused(peer);
            }
        } else {
            return false;
        }
        return true;
    }

    private void refuse(
            Endpoint from, Assign assign, Status status, String reason, long nowNanos, Output<CalculatorEvent> out) {
        AssignRefused refused = new AssignRefused(assign.trace(), identity, assign.attempt(), status, reason);
        if (replies.putRefusal(refused, nowNanos)) {
            out.tell(new AttemptRefused(assign.attempt(), status, reason, assign.trace()));
            out.send(from, refused);
        }
        // Else nothing was said, and nothing need be remembered: asked again, it is refused or begins.
    }

    private void begin(
            Endpoint from, @Nullable DispatcherPeer peer, Assign assign, long nowNanos, Output<CalculatorEvent> out) {
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(assign.timeoutMs());
        RunningAttempt running = new RunningAttempt(from, assign, nowNanos, nowNanos + timeoutNanos);
        slots.take(peer, running);
        running.startedTimer =
                timers.arm((now, then) -> sendStarted(running, then), nowNanos + settings.startedDelayNanos());
        armDeadline(running);
        out.tell(new AttemptBegan(running.id(), assign.function(), from, timeoutNanos, assign.trace()));
        calculations.start(running.id(), assign.function(), assign.arguments(), timeoutNanos, assign.trace());
    }

    private void sendStarted(RunningAttempt running, Output<CalculatorEvent> out) {
        running.onStartedSent();
        out.send(running.asker(), new Started(running.trace(), identity, running.id()));
    }

    private void armDeadline(RunningAttempt running) {
        timers.cancel(running.deadlineTimer);
        running.deadlineTimer = timers.arm(
                (now, out) -> end(running, Status.DEADLINE_EXCEEDED, "the attempt's time is over", now, out),
                running.deadlineNanos());
    }

    void onCancel(Endpoint from, CancelAttempt cancel, long nowNanos, Output<CalculatorEvent> out) {
        AttemptId attempt = cancel.attempt();
        Completed reply = replyTo(attempt, nowNanos);
        if (reply != null) {
            resend(from, cancel, reply, out);
            return;
        }
        RunningAttempt running = slots.get(attempt);
        out.tell(new AttemptCancelled(attempt, running != null, cancel.trace()));
        if (running != null) {
            running.onCancelAsked(from);
            end(running, Status.CANCELLED, "cancelled", nowNanos, out);
        } else {
            Completed completed =
                    completed(cancel, attempt, Result.failed(Status.CANCELLED, "cancelled before it began"));
            replies.putEarlyCancel(completed, nowNanos);
            out.send(from, completed);
        }
    }

    void onFetch(Endpoint from, Fetch fetch, long nowNanos, Output<CalculatorEvent> out) {
        Completed reply = replyTo(fetch.attempt(), nowNanos);
        if (reply != null) {
            resend(from, fetch, reply, out);
        }
    }

    private @Nullable Completed replyTo(AttemptId attempt, long nowNanos) {
        RunningAttempt running = slots.get(attempt);
        return running != null ? running.reply() : replies.find(attempt, nowNanos);
    }

    private static void resend(Endpoint from, Message question, Completed reply, Output<CalculatorEvent> out) {
        out.tell(new ResultResent(reply.attempt(), question.type(), reply.status(), reply.trace()));
        out.send(from, reply);
    }

    void onComputed(AttemptId attempt, Result result, long nowNanos, Output<CalculatorEvent> out) {
        RunningAttempt running = slots.get(attempt);
        if (running == null) {
            return;
        }
        if (running.reply() == null) {
            complete(running, result.withinLimits(), true, nowNanos, out);
        } else {
            out.tell(new CalculationReturned(attempt, nowNanos - running.endedNanos(), running.trace()));
        }
        free(running, nowNanos, out);
        beatIfAllIsAnswered(nowNanos, out);
    }

    /** Ends an attempt whose calculation has not ended by itself. */
    private void end(RunningAttempt running, Status status, String reason, long nowNanos, Output<CalculatorEvent> out) {
        boolean stopped = calculations.stop(running.id());
        complete(running, Result.failed(status, reason), stopped, nowNanos, out);
        if (stopped) {
            free(running, nowNanos, out);
        } else {
            out.tell(new CalculationNotStopped(running.id(), running.trace()));
        }
        beatIfAllIsAnswered(nowNanos, out);
    }

    /** Gives an attempt its one reply, keeps it and sends it. */
    private void complete(
            RunningAttempt running, Result result, boolean slotFreed, long nowNanos, Output<CalculatorEvent> out) {
        timers.cancel(running.startedTimer);
        timers.cancel(running.deadlineTimer);
        Completed completed = new Completed(
                running.trace(), identity, running.id(), result.status(), result.result(), result.reason());
        running.onEnded(completed, nowNanos);
        replies.putResult(completed, running.asker(), nowNanos);
        heartbeats.onResult(running.id(), running.asker());
        out.tell(new AttemptCompleted(
                running.id(),
                result.status(),
                result.reason(),
                nowNanos - running.begunNanos(),
                slotFreed,
                running.trace()));
        out.send(running.asker(), completed);
    }

    /** The dispatchers' answer to this beat lets us leave: no need to wait for the next one. */
    private void beatIfAllIsAnswered(long nowNanos, Output<CalculatorEvent> out) {
        if (draining && slots.unanswered() == 0) {
            heartbeats.beatAll(nowNanos, out);
        }
    }

    private void free(RunningAttempt running, long nowNanos, Output<CalculatorEvent> out) {
        slots.free(running);
        offerFreeSlots(nowNanos, out);
    }

    private void offerFreeSlots(long nowNanos, Output<CalculatorEvent> out) {
        long untilNanos = nowNanos + settings.offerNanos();
        while (!draining) {
            DispatcherPeer peer = slots.nextToOffer();
            if (peer == null) {
                return;
            }
            slots.keep(peer, untilNanos, heartbeats.nextNumber());
            heartbeats.beat(peer, nowNanos, out);
            timers.arm(this::onOfferOver, untilNanos);
        }
    }

    /** What a dispatcher wants to begin, it assigns together with its ack: after that the slot is for the next one. */
    void onAcked(DispatcherPeer peer, long number, long nowNanos) {
        long untilNanos = nowNanos + ASSIGN_AFTER_ACK_NANOS;
        if (slots.shorten(peer, number, untilNanos)) {
            timers.arm(this::onOfferOver, untilNanos);
        }
    }

    private void onOfferOver(long nowNanos, Output<CalculatorEvent> out) {
        slots.expireOffers(nowNanos);
        offerFreeSlots(nowNanos, out);
    }

    /** Ends what still runs; how many that were. Whoever waits for it shall not have to find out by silence. */
    int abandonAll(long nowNanos, Output<CalculatorEvent> out) {
        int abandoned = 0;
        for (RunningAttempt running : slots.all()) {
            if (running.reply() == null) {
                end(running, Status.UNAVAILABLE, "the calculator leaves", nowNanos, out);
                abandoned++;
            }
        }
        return abandoned;
    }

    private static long deadlineNanos(Assign assign, long nowNanos) {
        return nowNanos + TimeUnit.MILLISECONDS.toNanos(assign.timeoutMs());
    }

    private Completed completed(Message question, AttemptId attempt, Result result) {
        return new Completed(question.trace(), identity, attempt, result.status(), result.result(), result.reason());
    }
}
