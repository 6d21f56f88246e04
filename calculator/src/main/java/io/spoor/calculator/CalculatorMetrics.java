package io.spoor.calculator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.Exemplars;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.TraceIds;
import io.spoor.protocol.udp.UdpMeters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The meters of this process: sums over its calculators. Written on their event loops, read by whoever scrapes. Labels are
 * enums only.
 */
final class CalculatorMetrics implements FactListener<CalculatorEvent> {
    /** Milliseconds to minutes, as jobs last. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(10), Duration.ofSeconds(60),
        Duration.ofSeconds(300)
    };

    private final Map<Status, Counter> attempts;
    private final Timer duration;
    private final Map<Status, Counter> refusals;
    private final Counter asksAgain;
    private final Counter resultsResent;
    private final Counter heartbeats;
    private final Counter unexpected;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    /** @param slots of all calculators together */
    CalculatorMetrics(MeterRegistry registry, int slots) {
        attempts = each(
                Status.class,
                status -> Counter.builder("spoor.calculator.attempts")
                        .description("Attempts that ended here, by what was answered")
                        .tag("status", tag(status))
                        .register(registry));
        duration = Timer.builder("spoor.calculator.attempt.duration")
                .description("How long attempts took, from the slot taken to the answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        refusals = each(
                Status.class,
                status -> Counter.builder("spoor.calculator.refusals")
                        .description(
                                "Assigns turned away: resource_exhausted no free slot, unavailable draining, not_found")
                        .tag("status", tag(status))
                        .register(registry));
        asksAgain = Counter.builder("spoor.calculator.asks.again")
                .description("Assigns of attempts that were running already")
                .register(registry);
        resultsResent = Counter.builder("spoor.calculator.results.resent")
                .description("Results asked for again and sent again")
                .register(registry);
        heartbeats = Counter.builder("spoor.calculator.heartbeats")
                .description("Heartbeats sent, each to one dispatcher, in one or more parts")
                .register(registry);
        unexpected = Counter.builder("spoor.calculator.messages.unexpected")
                .description("Messages that nobody sends to a calculator")
                .register(registry);
        Gauge.builder("spoor.calculator.slots.busy", busy, AtomicInteger::get)
                .description("Slots taken, also by calculations that could not be stopped")
                .register(registry);
        Gauge.builder("spoor.calculator.slots", () -> slots)
                .description("Slots there are")
                .register(registry);
        Gauge.builder("spoor.calculator.breakdown", broken, AtomicInteger::get)
                .description("Calculators of this process that are broken down on purpose now")
                .register(registry);
    }

    /** What is known only once all calculators are open: who is registered, and what their sockets and loops count. */
    static void observe(MeterRegistry registry, List<CalculatorUnit> units) {
        UdpMeters.bind(registry, units.stream().map(CalculatorUnit::node).toList());
        Gauge.builder(
                        "spoor.calculator.registrations",
                        () -> units.stream()
                                .mapToInt(CalculatorUnit::answeringCount)
                                .sum())
                .description("Dispatchers that have answered lately, summed over the calculators")
                .register(registry);
    }

    @Override
    public void on(CalculatorEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case ATTEMPT_BEGAN -> busy.incrementAndGet();
            case ATTEMPT_ASKED_AGAIN -> asksAgain.increment();
            case ATTEMPT_COMPLETED -> onCompleted((AttemptCompleted) fact);
            case ATTEMPT_REFUSED ->
                of(refusals, ((AttemptRefused) fact).status()).increment();
            case CALCULATION_RETURNED -> busy.decrementAndGet();
            case RESULT_RESENT -> resultsResent.increment();
            case HEARTBEAT_SENT -> heartbeats.increment();
            case BREAKDOWN_BEGAN -> broken.incrementAndGet();
            case BREAKDOWN_ENDED -> broken.decrementAndGet();
            case MESSAGE_UNEXPECTED -> unexpected.increment();
            case ATTEMPT_CANCELLED,
                    CALCULATION_NOT_STOPPED,
                    DISPATCHER_MET,
                    DISPATCHER_SILENT,
                    DISPATCHER_BACK,
                    DRAIN_STARTED,
                    DRAINED -> {}
        }
    }

    private void onCompleted(AttemptCompleted completed) {
        of(attempts, completed.status()).increment();
        Exemplars.record(duration, completed.elapsedNanos(), TraceIds.of(completed.trace()));
        if (completed.slotFreed()) {
            busy.decrementAndGet();
        }
    }

    private static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <K extends Enum<K>, M> Map<K, M> each(Class<K> keys, Function<K, M> make) {
        Map<K, M> meters = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            meters.put(key, make.apply(key));
        }
        return meters;
    }

    private static <K, M> M of(Map<K, M> meters, K key) {
        return Objects.requireNonNull(meters.get(key));
    }
}
