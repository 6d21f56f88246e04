package io.spoor.tests.e2e;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three times as many jobs as the calculators can do, for a minute. */
@Tag("long")
class OverloadIT {
    private static final int SECONDS = Scale.of(60, 9);
    private static final int PEAK_SECONDS = Scale.of(15, 5);
    private static final int CALCULATORS = 8;
    private static final int SLOTS = 4;
    private static final int CALCULATION_MS = 80;
    private static final int OVERLOAD = 3;
    /** A third of a second's work may wait; the rest is told to come again. */
    private static final int QUEUE_MAX = 130;

    private static final int TIMEOUT_MS = 2_000;
    /** Queues, caches and the JVM are filled after this share of the time. */
    private static final double WARM = 1.0 / 3;

    /** Six or so in the time that is left: to count a heap the process has to stand still. */
    private static final long SAMPLE_MS_PER_SECOND = 100;

    private static final double FLAT_MAX = 1.1;
    private static final double THROUGHPUT_MIN = 0.9;
    /** Room for the heap to grow, if it wants to; and no dead objects that the collector spares itself to move. */
    private static final String[] HEAP = {"-Xmx256m", "-XX:MarkSweepDeadRatio=0"};
    /** The client's heap is in memory from the start: what is resident then shows what grows beside it. */
    private static final String[] TOUCHED = {"-Xms256m", "-XX:+AlwaysPreTouch"};

    @RegisterExtension
    final Processes processes = new Processes();

    private final List<Sample> samples = new ArrayList<>();

    /** At one moment of the flood; memory in MiB. */
    private record Sample(
            long nanos,
            long finishedWell,
            double dispatcherResident,
            double dispatcherHeap,
            double clientResident,
            double clientHeap) {}

    @Test
    void shouldGoOnAsFastAsItCanAndTellTheRest() {
        App dispatcher =
                processes.dispatcher().set("queueMax", QUEUE_MAX).jvm(HEAP).start();
        Fleet fleet = new Fleet(
                        CALCULATORS,
                        () -> processes.calculator(dispatcher.address()).set("slots", SLOTS))
                .awaitReady();
        // Everybody is warm in the second.
        double peak = Math.max(perSecond(dispatcher), perSecond(dispatcher));
        long acceptedBefore = Counts.accepted(dispatcher);
        long wellBefore = Counts.finishedWell(dispatcher);

        App client = load(dispatcher)
                .arguments("--rate", "" + Math.round(OVERLOAD * peak), "--seconds", "" + SECONDS)
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) > wellBefore);
        long warmNanos = System.nanoTime() + (long) (SECONDS * WARM * 1e9);
        while (!client.endsWithin(SECONDS * SAMPLE_MS_PER_SECOND)) {
            if (System.nanoTime() - warmNanos >= 0 && System.nanoTime() - endNanos(warmNanos) < 0) {
                samples.add(sample(dispatcher, client));
            }
        }
        Statistics statistics = Statistics.of(client);
        report(dispatcher, fleet, statistics, peak, acceptedBefore, wellBefore);
    }

    private static long endNanos(long warmNanos) {
        return warmNanos + (long) (SECONDS * (1 - WARM) * 1e9) - (long) 1e9;
    }

    private Launch load(App dispatcher) {
        return processes
                .load(dispatcher.address(), "--ms", "" + CALCULATION_MS, "--timeout", "" + TIMEOUT_MS)
                .jvm(HEAP)
                .jvm(TOUCHED);
    }

    /** What the calculators can do when they are never without work, and nobody is turned away. */
    private double perSecond(App dispatcher) {
        Statistics statistics = load(dispatcher)
                .arguments("--outstanding", "" + 2 * CALCULATORS * SLOTS, "--seconds", "" + PEAK_SECONDS)
                .run();
        return statistics.get("ok") / (double) PEAK_SECONDS;
    }

    private static Sample sample(App dispatcher, App client) {
        return new Sample(
                System.nanoTime(),
                Counts.finishedWell(dispatcher),
                Memory.residentMib(dispatcher),
                Memory.liveHeapMib(dispatcher),
                Memory.residentMib(client),
                Memory.liveHeapMib(client));
    }

    private void report(
            App dispatcher, Fleet fleet, Statistics client, double peak, long acceptedBefore, long wellBefore) {
        long accepted = Counts.accepted(dispatcher) - acceptedBefore;
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        double throughput = (last.finishedWell() - first.finishedWell())
                / (NANOSECONDS.toMillis(last.nanos() - first.nanos()) / 1e3);
        new Figures("overload: " + OVERLOAD + " times the peak for " + SECONDS + " s, " + CALCULATORS
                        + " calculators of " + SLOTS + " slots, jobs of " + CALCULATION_MS + " ms that have "
                        + TIMEOUT_MS + " ms")
                .client(client, client.get("sent"))
                .say("peak, a second", round(peak))
                .say("offered, a second", client.get("sent") / SECONDS)
                .say("done under overload, a second", round(throughput))
                .atLeastWhenFull("done under overload / peak", throughput / peak, THROUGHPUT_MIN)
                .atLeast("refusals that the client was told", client.get("refusals"), 1)
                .say("dispatcher: accepted", accepted)
                .exactly(
                        "dispatcher: accepted and not answered",
                        Counts.accepted(dispatcher) - Counts.finished(dispatcher),
                        0)
                .exactly(
                        "dispatcher: finished well, client: OK",
                        Counts.finishedWell(dispatcher) - wellBefore,
                        client.get("ok"))
                .say("dispatcher: resident, MiB", series(Sample::dispatcherResident))
                .atMostWhenFull("dispatcher: resident, most / least", spread(Sample::dispatcherResident), FLAT_MAX)
                .say("dispatcher: heap after collection, MiB", series(Sample::dispatcherHeap))
                .atMostWhenFull("dispatcher: heap, later half / first", growth(Sample::dispatcherHeap), FLAT_MAX)
                .say("client: resident, MiB", series(Sample::clientResident))
                .atMostWhenFull("client: resident, most / least", spread(Sample::clientResident), FLAT_MAX)
                .say("client: heap after collection, MiB", series(Sample::clientHeap))
                .atMostWhenFull("client: heap, later half / first", growth(Sample::clientHeap), FLAT_MAX)
                .exactly("exceptions of our own", Counts.bugs(dispatcher) + fleet.sum(Counts::bugs), 0)
                .conclude();
    }

    private double spread(ToDoubleFunction<Sample> value) {
        double least = samples.stream().mapToDouble(value).min().orElseThrow();
        double most = samples.stream().mapToDouble(value).max().orElseThrow();
        return most / least;
    }

    /** What is in use goes up and down with what is just under way; what counts is whether it goes up. */
    private double growth(ToDoubleFunction<Sample> value) {
        int half = samples.size() / 2;
        double first =
                samples.subList(0, half).stream().mapToDouble(value).average().orElseThrow();
        double later = samples.subList(samples.size() - half, samples.size()).stream()
                .mapToDouble(value)
                .average()
                .orElseThrow();
        return later / first;
    }

    private String series(ToDoubleFunction<Sample> value) {
        return String.join(
                " ",
                samples.stream()
                        .map(sample -> String.format(Locale.ROOT, "%.1f", value.applyAsDouble(sample)))
                        .toList());
    }

    private static long round(double value) {
        return Math.round(value);
    }
}
