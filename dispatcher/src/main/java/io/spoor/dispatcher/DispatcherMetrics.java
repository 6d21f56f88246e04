package io.spoor.dispatcher;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.Kind;
import io.spoor.dispatcher.core.DispatcherSnapshot;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.Exemplars;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.TraceIds;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher's meters: the counts, what there is now, and two histograms with exemplars. Labels are enums only: identities and
 * function names come from the network and are unbounded. {@code docs/metrics.md} lists them with their Prometheus names.
 */
final class DispatcherMetrics implements FactListener<DispatcherEvent> {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(10), Duration.ofSeconds(60),
        Duration.ofSeconds(300)
    };

    private final MeterRegistry registry;
    private final DispatcherCounts counts;
    private final Function<JobId, @Nullable TraceIds> traces;
    private final Timer duration;
    private final Timer queueWait;

    /** Read by scrapes on other threads, written by the loop now and then. */
    private volatile DispatcherSnapshot snapshot = DispatcherSnapshot.EMPTY;

    /** @param traces the open job's span, if it is recorded: an exemplar of its times */
    DispatcherMetrics(MeterRegistry registry, DispatcherCounts counts, Function<JobId, @Nullable TraceIds> traces) {
        this.registry = registry;
        this.counts = counts;
        this.traces = traces;
        duration = timer("spoor.job.duration", "from a job's acceptance to its answer");
        queueWait = timer("spoor.queue.wait", "how long a job waited for a slot, each time");
        bindJobs();
        bindAttempts();
        bindCalculators();
        bindGauges();
    }

    /** The loop's count of what is there now. */
    void update(DispatcherSnapshot now) {
        snapshot = now;
    }

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        if (fact.kind() == Kind.JOB_FINISHED) {
            JobFinished finished = (JobFinished) fact;
            Exemplars.record(duration, finished.elapsedNanos(), traces.apply(finished.jobId()));
        } else if (fact.kind() == Kind.ATTEMPT_STARTED) {
            AttemptStarted started = (AttemptStarted) fact;
            Exemplars.record(
                    queueWait,
                    started.waitedNanos(),
                    traces.apply(started.attempt().jobId()));
        }
    }

    private void bindJobs() {
        counter("spoor.jobs.accepted", "jobs taken over from clients", all -> all.of(Kind.JOB_ACCEPTED));
        counter(
                "spoor.jobs.asked.again",
                "submits, polls and cancels for jobs already known",
                all -> all.of(Kind.JOB_ASKED_AGAIN));
        for (Status status : Status.values()) {
            counter("spoor.jobs.finished", "jobs answered", "status", word(status), all -> all.finished(status));
            counter(
                    "spoor.jobs.refused",
                    "submits told to ask again later",
                    "status",
                    word(status),
                    all -> all.refused(status));
        }
        for (Ignored why : Ignored.values()) {
            counter(
                    "spoor.messages.ignored",
                    "well-formed messages that meant nothing here",
                    "reason",
                    word(why),
                    all -> all.ignored(why));
        }
    }

    private void bindAttempts() {
        counter("spoor.retries", "attempts after a job's first one", DispatcherCounts::retries);
        counter("spoor.attempts.resends", "assigns sent again", all -> all.of(Kind.ATTEMPT_ASKED_AGAIN));
        counter("spoor.attempts.adopted", "attempts found running and taken over", all -> all.of(Kind.ATTEMPT_ADOPTED));
        for (AttemptEnd end : AttemptEnd.values()) {
            counter("spoor.attempts", "attempts ended", "outcome", end.word(), all -> all.attempts(end));
        }
        String late = "results of attempts that had been given up";
        late("true", late, DispatcherCounts::lateUsed);
        late("false", late, all -> all.of(Kind.LATE_RESULT) - all.lateUsed());
    }

    private void bindCalculators() {
        counter("spoor.calculators.joined", "calculators that registered", all -> all.of(Kind.CALCULATOR_JOINED));
        counter("spoor.calculators.lost", "calculators that became DEAD", DispatcherCounts::lost);
        counter("spoor.calculators.returned", "DEAD calculators that came back", DispatcherCounts::returned);
        counter(
                "spoor.calculators.refusals",
                "attempts that calculators did not take",
                all -> all.of(Kind.CALCULATOR_REFUSED));
        calculators(Liveness.ALIVE, DispatcherSnapshot::alive);
        calculators(Liveness.SUSPECT, DispatcherSnapshot::suspect);
        calculators(Liveness.DEAD, DispatcherSnapshot::dead);
    }

    private void bindGauges() {
        gauge("spoor.jobs.open", "jobs to be answered yet", DispatcherSnapshot::open);
        gauge("spoor.queue.size", "jobs that wait for a slot", DispatcherSnapshot::queued);
        gauge(
                "spoor.queue.stalled",
                "jobs that wait although a calculator that could take them has a free slot; 0, but for a bug",
                DispatcherSnapshot::stalled);
        gauge("spoor.slots", "slots of the calculators that are alive", DispatcherSnapshot::slots);
        gauge("spoor.slots.taken", "slots, of those, that are taken", DispatcherSnapshot::slotsTaken);
        gauge("spoor.demand", "(running + queued) / slots", DispatcherSnapshot::demand);
        gauge("spoor.answers.kept.bytes", "memory of answers given", now -> (double) now.answerBytes());
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

    private void counter(String name, String description, ToLongFunction<DispatcherCounts> value) {
        FunctionCounter.builder(name, counts, all -> (double) value.applyAsLong(all))
                .description(description)
                .register(registry);
    }

    private void counter(
            String name, String description, String label, String labelValue, ToLongFunction<DispatcherCounts> value) {
        FunctionCounter.builder(name, counts, all -> (double) value.applyAsLong(all))
                .tag(label, labelValue)
                .description(description)
                .register(registry);
    }

    private void late(String used, String description, ToLongFunction<DispatcherCounts> value) {
        FunctionCounter.builder("spoor.results.late", counts, all -> (double) value.applyAsLong(all))
                .tag("used", used)
                .description(description)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
