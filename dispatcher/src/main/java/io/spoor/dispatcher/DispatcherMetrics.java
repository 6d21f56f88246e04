package io.spoor.dispatcher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobRefused;
import io.spoor.dispatcher.core.DispatcherEvent.LateResult;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.dispatcher.core.DispatcherSnapshot;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.FactListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The dispatcher's meters, counted from its facts. Labels are enums only: identities and function names come from the
 * network and are unbounded. {@code docs/metrics.md} lists them with their Prometheus names.
 */
final class DispatcherMetrics implements FactListener<DispatcherEvent> {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(10), Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter askedAgain;
    private final Counter retries;
    private final Counter resends;
    private final Counter adopted;
    private final Counter joined;
    private final Counter lost;
    private final Counter returned;
    private final Counter refusals;
    private final Timer duration;
    private final Timer queueWait;
    private final Map<Status, Counter> finished;
    private final Map<Status, Counter> refused;
    private final Map<AttemptEnd, Counter> attempts;
    private final Map<DispatcherEvent.Ignored, Counter> ignored;
    private final Counter lateUsed;
    private final Counter lateUnused;

    /** Read by scrapes on other threads, written by the loop once a second. */
    private volatile DispatcherSnapshot snapshot = DispatcherSnapshot.EMPTY;

    DispatcherMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = counter("spoor.jobs.accepted", "jobs taken over from clients");
        askedAgain = counter("spoor.jobs.asked.again", "submits, polls and cancels for jobs already known");
        retries = counter("spoor.retries", "attempts after a job's first one");
        resends = counter("spoor.attempts.resends", "assigns sent again");
        adopted = counter("spoor.attempts.adopted", "attempts found running and taken over");
        joined = counter("spoor.calculators.joined", "calculators that registered");
        lost = counter("spoor.calculators.lost", "calculators that became DEAD");
        returned = counter("spoor.calculators.returned", "DEAD calculators that came back");
        refusals = counter("spoor.calculators.refusals", "attempts that calculators did not take");
        duration = timer("spoor.job.duration", "from a job's acceptance to its answer");
        queueWait = timer("spoor.queue.wait", "how long a job waited for a slot, each time");
        finished = counters(Status.class, "spoor.jobs.finished", "status", "jobs answered");
        refused = counters(Status.class, "spoor.jobs.refused", "status", "submits told to ask again later");
        attempts = counters(AttemptEnd.class, "spoor.attempts", "outcome", "attempts ended");
        ignored = counters(
                DispatcherEvent.Ignored.class,
                "spoor.messages.ignored",
                "reason",
                "well-formed messages that meant nothing here");
        lateUsed = late("true");
        lateUnused = late("false");
        bindGauges();
    }

    /** The loop's count of what is there now. */
    void update(DispatcherSnapshot now) {
        snapshot = now;
    }

    DispatcherSnapshot snapshot() {
        return snapshot;
    }

    /** What this life has done, in a line. */
    String totals() {
        return String.format(
                Locale.ROOT,
                "%.0f jobs accepted, %.0f answered (%.0f OK), %.0f refused; %.0f retries, %.0f assigns sent again, "
                        + "%.0f late results used; %.0f calculators joined, %.0f lost, %.0f came back",
                accepted.count(),
                sum(finished),
                of(finished, Status.OK).count(),
                sum(refused),
                retries.count(),
                resends.count(),
                lateUsed.count(),
                joined.count(),
                lost.count(),
                returned.count());
    }

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case JOB_ACCEPTED -> accepted.increment();
            case JOB_REFUSED -> of(refused, ((JobRefused) fact).status()).increment();
            case JOB_ASKED_AGAIN -> askedAgain.increment();
            case JOB_FINISHED -> onFinished((JobFinished) fact);
            case ATTEMPT_STARTED -> onAttemptStarted((AttemptStarted) fact);
            case ATTEMPT_ASKED_AGAIN -> resends.increment();
            case ATTEMPT_ADOPTED -> adopted.increment();
            case ATTEMPT_ENDED -> of(attempts, ((AttemptEnded) fact).end()).increment();
            case LATE_RESULT -> (((LateResult) fact).used() ? lateUsed : lateUnused).increment();
            case CALCULATOR_JOINED -> joined.increment();
            case CALCULATOR_CHANGED -> onCalculatorChanged((CalculatorChanged) fact);
            case CALCULATOR_REFUSED -> refusals.increment();
            case MESSAGE_IGNORED -> of(ignored, ((MessageIgnored) fact).why()).increment();
            case JOB_QUEUED, JOB_DELAYED, ATTEMPT_ACKNOWLEDGED, CALCULATOR_DRAINING, CALCULATOR_FORGOTTEN -> {
                // The gauges show these.
            }
        }
    }

    private void onFinished(JobFinished fact) {
        of(finished, fact.status()).increment();
        duration.record(fact.elapsedNanos(), TimeUnit.NANOSECONDS);
    }

    private void onAttemptStarted(AttemptStarted fact) {
        queueWait.record(fact.waitedNanos(), TimeUnit.NANOSECONDS);
        if (fact.previous() != null && fact.previous() != AttemptEnd.REFUSED) {
            retries.increment();
        }
    }

    private void onCalculatorChanged(CalculatorChanged fact) {
        if (fact.to() == Liveness.DEAD) {
            lost.increment();
        } else if (fact.from() == Liveness.DEAD) {
            returned.increment();
        }
    }

    private void bindGauges() {
        gauge("spoor.jobs.open", "jobs to be answered yet", DispatcherSnapshot::open);
        gauge("spoor.queue.size", "jobs that wait for a slot", DispatcherSnapshot::queued);
        gauge("spoor.slots", "slots of the calculators that are alive", DispatcherSnapshot::slots);
        gauge("spoor.slots.taken", "slots, of those, that are taken", DispatcherSnapshot::slotsTaken);
        gauge("spoor.demand", "(running + queued) / slots", DispatcherSnapshot::demand);
        gauge("spoor.answers.kept.bytes", "memory of answers given", snap -> (double) snap.answerBytes());
        calculators(Liveness.ALIVE, DispatcherSnapshot::alive);
        calculators(Liveness.SUSPECT, DispatcherSnapshot::suspect);
        calculators(Liveness.DEAD, DispatcherSnapshot::dead);
    }

    private void gauge(String name, String description, ToDoubleFunction<DispatcherSnapshot> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.snapshot))
                .description(description)
                .register(registry);
    }

    private void calculators(Liveness liveness, ToDoubleFunction<DispatcherSnapshot> value) {
        Gauge.builder("spoor.calculators", this, metrics -> value.applyAsDouble(metrics.snapshot))
                .tag("liveness", word(liveness))
                .description("calculators known, by liveness")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Counter late(String used) {
        return Counter.builder("spoor.results.late")
                .tag("used", used)
                .description("results of attempts that had been given up")
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private <K extends Enum<K>> Map<K, Counter> counters(Class<K> keys, String name, String label, String description) {
        Map<K, Counter> counters = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            counters.put(
                    key,
                    Counter.builder(name)
                            .tag(label, word(key))
                            .description(description)
                            .register(registry));
        }
        return counters;
    }

    private static <K extends Enum<K>> Counter of(Map<K, Counter> counters, K key) {
        return Objects.requireNonNull(counters.get(key));
    }

    private static double sum(Map<?, Counter> counters) {
        return counters.values().stream().mapToDouble(Counter::count).sum();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
