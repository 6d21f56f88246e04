package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calculators say: heartbeats, and replies to assigns. */
final class CalculatorDesk {
    private final String identity;
    private final DispatcherSettings settings;
    private final CalculatorRegistry registry;
    private final Jobs jobs;
    private final Answers answers;
    private final Strangers strangers;
    private final Placement placement;
    private final JobLife life;
    private final AttemptCare attempts;

    CalculatorDesk(
            String identity,
            DispatcherSettings settings,
            CalculatorRegistry registry,
            Jobs jobs,
            Answers answers,
            Strangers strangers,
            Placement placement,
            JobLife life,
            AttemptCare attempts) {
        this.identity = identity;
        this.settings = settings;
        this.registry = registry;
        this.jobs = jobs;
        this.answers = answers;
        this.strangers = strangers;
        this.placement = placement;
        this.life = life;
        this.attempts = attempts;
    }

    void onHeartbeat(Endpoint from, Heartbeat heartbeat, long nowNanos, Output<DispatcherEvent> out) {
        if (registry.hasNoRoomFor(heartbeat.calculator())) {
            ignore(from, heartbeat, DispatcherEvent.Ignored.TOO_MANY_CALCULATORS, out);
            return;
        }
        Calculator known = registry.get(heartbeat.calculator());
        if (known != null && !known.isNews(heartbeat)) {
            ignore(from, heartbeat, DispatcherEvent.Ignored.STALE, out);
            return;
        }
        if (registry.isRoundTrip(from, heartbeat, nowNanos)) {
            Calculator calculator = registry.meet(heartbeat.calculator(), from, nowNanos);
            take(calculator, from, heartbeat, true, nowNanos, out);
        } else if (known != null && known.endpoint.equals(from)) {
            take(known, from, heartbeat, false, nowNanos, out);
        }
        out.send(from, registry.ack(from, heartbeat, nowNanos));
    }

    /** What it says is believed, since it is known to be where it says it is. Others get the ack that lets them show it. */
    private void take(
            Calculator calculator,
            Endpoint from,
            Heartbeat heartbeat,
            boolean isRoundTrip,
            long nowNanos,
            Output<DispatcherEvent> out) {
        boolean wasDraining = calculator.isDraining();
        calculator.update(from, heartbeat);
        if (calculator.isDraining() && !wasDraining) {
            out.tell(new DispatcherEvent.CalculatorDraining(calculator.identity));
        }
        if (isRoundTrip) {
            registry.onRoundTrip(calculator, nowNanos, out);
        }
        reconcile(calculator, heartbeat, nowNanos, out);
        calculator.countOthers(heartbeat.busy());
        placement.update(calculator);
    }

    void onStarted(Endpoint from, Started started, long nowNanos, Output<DispatcherEvent> out) {
        Attempt attempt = answeredAttempt(from, started, started.calculator(), started.attempt(), nowNanos, out);
        if (attempt == null) {
            return;
        }
        AttemptCare.measure(attempt, nowNanos);
        if (attempt.isCurrent()) {
            acknowledge(attempt, nowNanos, out);
        } else {
            onGivenUpRunning(attempt, nowNanos, out);
        }
    }

    void onRefused(Endpoint from, AssignRefused refused, long nowNanos, Output<DispatcherEvent> out) {
        Attempt attempt = answeredAttempt(from, refused, refused.calculator(), refused.attempt(), nowNanos, out);
        if (attempt == null) {
            return;
        }
        if (attempt.acknowledged) {
            // It runs there: this was overtaken by what said so. Were it believed, the job would run a second time.
            ignore(from, refused, DispatcherEvent.Ignored.STALE, out);
            return;
        }
        Calculator calculator = attempt.calculator;
        AttemptCare.measure(attempt, nowNanos);
        calculator.dropRefused(attempt);
        switch (refused.status()) {
            case UNAVAILABLE -> calculator.markDraining();
            case NOT_FOUND -> calculator.markNotFound(attempt.job.function);
            case RESOURCE_EXHAUSTED,
                    OK,
                    INVALID_ARGUMENT,
                    DEADLINE_EXCEEDED,
                    ABORTED,
                    CANCELLED,
                    UNAUTHENTICATED,
                    INTERNAL -> calculator.close();
        }
        placement.update(calculator);
        out.tell(new DispatcherEvent.CalculatorRefused(attempt.id, calculator.identity, refused.status()));
        if (attempt.isCurrent()) {
            life.onRefused(attempt, refused.status(), refused.reason(), nowNanos, out);
        }
    }

    void onCompleted(Endpoint from, Completed completed, long nowNanos, Output<DispatcherEvent> out) {
        Calculator calculator = registry.get(completed.calculator());
        if (calculator == null) {
            ignore(from, completed, DispatcherEvent.Ignored.UNKNOWN_CALCULATOR, out);
            return;
        }
        Attempt attempt = calculator.held(completed.attempt());
        if (attempt == null) {
            onUnheldResult(from, completed, nowNanos, out);
            return;
        }
        registry.onRoundTrip(calculator, nowNanos, out);
        AttemptCare.measure(attempt, nowNanos);
        calculator.release(attempt);
        if (attempt.isCurrent()) {
            life.onCompleted(attempt, completed, nowNanos, out);
        } else {
            attempt.job.markOver(attempt.id);
            onLate(attempt.job, completed, nowNanos, out);
        }
        placement.update(calculator);
    }

    /** Holds the heartbeat's names against what we believe, in the range that it covers. */
    private void reconcile(Calculator calculator, Heartbeat heartbeat, long nowNanos, Output<DispatcherEvent> out) {
        for (AttemptId named : heartbeat.running()) {
            Attempt attempt = calculator.held(named);
            if (attempt == null) {
                onUnheldRunning(calculator, named, nowNanos, out);
            } else if (attempt.isCurrent()) {
                acknowledge(attempt, nowNanos, out);
            } else {
                onGivenUpRunning(attempt, nowNanos, out);
            }
        }
        for (AttemptId named : heartbeat.completed()) {
            fetch(calculator, named, nowNanos, out);
        }
        Set<AttemptId> running = Set.copyOf(heartbeat.running());
        for (Attempt attempt : calculator.heldInRange(heartbeat.after(), heartbeat.upTo())) {
            if (!running.contains(attempt.id)) {
                onNotNamed(attempt, nowNanos, out);
            }
        }
        calculator.unwanted.retain(heartbeat.after(), heartbeat.upTo(), running);
        strangers.retain(calculator, heartbeat.after(), heartbeat.upTo(), running);
    }

    /**
     * Not named says little: the assign may be under way, or the result lost. So a wanted attempt is asked for again,
     * never judged lost; for one that was given up, it means that its slot is free. One that was never answered is asked
     * for again anyway, when the path has its turn: a calculator that was stopped beats before it reads what waits.
     */
    private void onNotNamed(Attempt attempt, long nowNanos, Output<DispatcherEvent> out) {
        if (nowNanos - attempt.lastAskedNanos <= settings.heartbeatNanos()) {
            return;
        }
        if (attempt.isCurrent()) {
            if (attempt.acknowledged) {
                attempts.ask(attempt, nowNanos, out);
            }
        } else {
            life.disproveDeath(attempt);
            attempt.calculator.release(attempt);
        }
    }

    /** It still runs what we gave up: its own job takes it back if it waits, else it is to stop. */
    private void onGivenUpRunning(Attempt attempt, long nowNanos, Output<DispatcherEvent> out) {
        if (attempt.job.canAdopt(attempt.id)) {
            life.adopt(attempt.job, attempt.id, attempt.calculator, nowNanos, out);
        } else if (attempt.calculator.unwanted.isDue(attempt.id)) {
            attempt.lastAskedNanos = nowNanos;
            out.send(attempt.calculator.endpoint, new CancelAttempt(attempt.job.trace, attempt.id));
        }
    }

    /**
     * It runs what we did not give it, or do not remember to have given. What another life began is never cancelled, also if
     * its job is answered here: a client that has not heard the answer may have taken the job to another dispatcher.
     */
    private void onUnheldRunning(Calculator calculator, AttemptId named, long nowNanos, Output<DispatcherEvent> out) {
        Job job = jobs.get(named.jobId());
        boolean ours = named.dispatcher().equals(identity);
        if (job != null && job.canAdopt(named)) {
            life.adopt(job, named, calculator, nowNanos, out);
        } else if (ours) {
            if (calculator.unwanted.isDue(named)) {
                TraceContext trace = job == null ? TraceContext.NONE : job.trace;
                out.send(calculator.endpoint, new CancelAttempt(trace, named));
            }
        } else if (job == null) {
            strangers.add(named, calculator);
        }
    }

    /** Asks for a result that an earlier life was to have, unless it has become useless. */
    private void fetch(Calculator calculator, AttemptId named, long nowNanos, Output<DispatcherEvent> out) {
        JobId jobId = named.jobId();
        if (!answers.has(jobId, nowNanos) && !named.dispatcher().equals(identity)) {
            out.send(calculator.endpoint, new Fetch(TraceContext.NONE, named));
        }
    }

    private void onUnheldResult(Endpoint from, Completed completed, long nowNanos, Output<DispatcherEvent> out) {
        Job job = jobs.get(completed.attempt().jobId());
        boolean ours = completed.attempt().dispatcher().equals(identity);
        if (job != null) {
            onLate(job, completed, nowNanos, out);
        } else if (!ours
                && completed.status() == Status.OK
                && !answers.isGiven(completed.attempt().jobId(), nowNanos)) {
            answers.keep(completed, nowNanos);
        } else {
            ignore(from, completed, DispatcherEvent.Ignored.UNKNOWN_ATTEMPT, out);
        }
    }

    /** The attempt is not the one its job waits for; a good result is good all the same. */
    private void onLate(Job job, Completed completed, long nowNanos, Output<DispatcherEvent> out) {
        boolean used = job.isOpen() && completed.status() == Status.OK;
        out.tell(new DispatcherEvent.LateResult(
                completed.attempt(), completed.calculator(), completed.status(), used, completed.trace()));
        if (used) {
            life.onLateResult(job, completed, nowNanos, out);
        }
    }

    /** The held attempt that a reply speaks of, or null. A reply to our question is a round trip. */
    private @Nullable Attempt answeredAttempt(
            Endpoint from,
            Message reply,
            String calculatorIdentity,
            AttemptId id,
            long nowNanos,
            Output<DispatcherEvent> out) {
        Calculator calculator = registry.get(calculatorIdentity);
        if (calculator == null) {
            ignore(from, reply, DispatcherEvent.Ignored.UNKNOWN_CALCULATOR, out);
            return null;
        }
        Attempt attempt = calculator.held(id);
        if (attempt == null) {
            ignore(from, reply, DispatcherEvent.Ignored.UNKNOWN_ATTEMPT, out);
            return null;
        }
        registry.onRoundTrip(calculator, nowNanos, out);
        placement.update(calculator);
        return attempt;
    }

    private void acknowledge(Attempt attempt, long nowNanos, Output<DispatcherEvent> out) {
        if (attempts.acknowledge(attempt, nowNanos)) {
            out.tell(new DispatcherEvent.AttemptAcknowledged(attempt.id, attempt.calculator.identity));
        }
    }

    private static void ignore(
            Endpoint from, Message message, DispatcherEvent.Ignored why, Output<DispatcherEvent> out) {
        out.tell(new DispatcherEvent.MessageIgnored(from, message.type(), why));
    }
}
