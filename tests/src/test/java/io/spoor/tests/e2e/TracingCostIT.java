package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What tracing costs the dispatcher: processor time per job without it, with one job in a hundred, and with all of them, in
 * rounds that alternate, so that all three meet the same machine. A round is compared with the one without tracing beside it.
 * Not part of the usual tests: {@code deploy/tracing-cost.sh}.
 */
@EnabledIfSystemProperty(named = "spoor.tracingCost", matches = ".+")
class TracingCostIT {
    private static final int ROUNDS = Integer.getInteger("spoor.tracingCost", 25);
    private static final int JOBS = Integer.getInteger("spoor.tracingJobs", 40_000);
    /**
     * First, not measured, and with every job sampled where any is: else the JVM would compile what makes and sends spans
     * during the measurement, and with one job in a hundred for a hundred times as long.
     */
    private static final int WARMING_ROUNDS = Integer.getInteger("spoor.tracingWarming", 10);
    /** The spans of a round leave within it: twice as long as the batch processor keeps one. */
    private static final long SETTLING_MS = 1_000;
    /** dispatch, queue, attempt. */
    private static final long SPANS_PER_JOB = 3;

    private static final String OUTSTANDING = "64";
    private static final double MILDLY_MAX = 1.05;
    private static final double FULLY_MAX = 1.6;
    private static final double NANOS_PER_MICRO = 1e3;

    @RegisterExtension
    final Processes processes = new Processes();

    /** How much is traced; each has processes of its own. */
    private enum Mode {
        OFF(0),
        ONE_PERCENT(0.01),
        ALL(1);

        /** Of the jobs that are traced. */
        private final double share;

        Mode(double share) {
            this.share = share;
        }

        /** Of the jobs that are traced while the JVM gets warm. */
        private double warmingShare() {
            return this == OFF ? 0 : 1;
        }
    }

    /** The dispatcher of a mode, where its spans go, and what its rounds have cost, µs a job. */
    private record Group(Mode mode, App dispatcher, OtlpSink sink, List<Double> micros) {
        /** Each round's cost as a multiple of that of the other group. */
        List<Double> times(Group other) {
            return IntStream.range(0, micros.size())
                    .mapToObj(round -> micros.get(round) / other.micros.get(round))
                    .toList();
        }

        /** Of the rounds in which every job was sampled. */
        long spansMin() {
            int rounds =
                    switch (mode) {
                        case OFF -> 0;
                        case ONE_PERCENT -> WARMING_ROUNDS;
                        case ALL -> WARMING_ROUNDS + ROUNDS;
                    };
            return SPANS_PER_JOB * JOBS * rounds;
        }
    }

    @Test
    void shouldCostLittle() throws InterruptedException {
        try (OtlpSink none = new OtlpSink();
                OtlpSink some = new OtlpSink();
                OtlpSink every = new OtlpSink()) {
            Group off = start(Mode.OFF, none);
            Group mildly = start(Mode.ONE_PERCENT, some);
            Group fully = start(Mode.ALL, every);
            List<Group> groups = List.of(off, mildly, fully);
            measure(groups);
            System.out.printf("%d rounds of %d jobs each, after %d to get warm%n", ROUNDS, JOBS, WARMING_ROUNDS);
            groups.forEach(group -> print(group, off));
            for (Group group : groups) {
                assertTrue(group.sink().spans() >= group.spansMin(), "spans were dropped: they cost nothing more");
            }
            assertTrue(median(mildly.times(off)) <= MILDLY_MAX, "1 % costs too much");
            assertTrue(median(fully.times(off)) <= FULLY_MAX, "all cost too much");
        }
    }

    private void measure(List<Group> groups) throws InterruptedException {
        for (int round = 0; round < WARMING_ROUNDS; round++) {
            for (Group group : groups) {
                microsPerJob(group, group.mode().warmingShare());
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Group group : groups) {
                group.micros().add(microsPerJob(group, group.mode().share));
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(Group group, Group off) {
        System.out.printf(
                Locale.ROOT,
                "%-11s dispatcher CPU per job: median %.2f µs (%.2f to %.2f), × off: median %.3f (%.3f to %.3f), %d spans%n",
                group.mode(),
                median(group.micros()),
                Collections.min(group.micros()),
                Collections.max(group.micros()),
                median(group.times(off)),
                Collections.min(group.times(off)),
                Collections.max(group.times(off)),
                group.sink().spans());
    }

    /** Only the dispatcher sends: what clients and calculators would do meanwhile is not the question. */
    private Group start(Mode mode, OtlpSink sink) {
        // As in deploy/images/dispatcher/jvm.options: all compilers, the serial collector.
        Launch launch = processes.dispatcher().jvm("-XX:TieredStopAtLevel=4", "-Xmx512m");
        if (mode != Mode.OFF) {
            launch.set("telemetry.endpoint", sink.endpoint()).set("telemetry.protocol", "http/protobuf");
        }
        App dispatcher = launch.start();
        App calculator = processes
                .calculator(dispatcher.address())
                .set("slots", 64)
                .set("sleep.maxMs", 0)
                .start();
        Eventually.ready(calculator);
        return new Group(mode, dispatcher, sink, new ArrayList<>());
    }

    private double microsPerJob(Group group, double share) throws InterruptedException {
        App dispatcher = group.dispatcher();
        long before = cpuNanos(dispatcher);
        processes
                .load(dispatcher.address(), "--outstanding", OUTSTANDING, "--count", "" + JOBS)
                .set("telemetry.sampleRatio", share)
                .run()
                .assertAllAnswered(JOBS);
        Thread.sleep(SETTLING_MS);
        return (cpuNanos(dispatcher) - before) / NANOS_PER_MICRO / JOBS;
    }

    /** Time on a processor by all threads that still live; the dispatcher's do. */
    private static long cpuNanos(App app) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + app.pid() + "/task"))) {
            long sum = 0;
            for (Path thread : threads.toList()) {
                sum += Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ", -1)[0]);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
