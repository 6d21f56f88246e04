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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What tracing costs the dispatcher: processor time per job without it, with one job in a hundred, and with all of them, in
 * rounds that alternate, so that all three meet the same machine. Not part of the usual tests: {@code deploy/tracing-cost.sh}.
 */
@EnabledIfSystemProperty(named = "spoor.tracingCost", matches = ".+")
class TracingCostIT {
    private static final int ROUNDS = Integer.getInteger("spoor.tracingCost", 9);
    private static final int WARMING_ROUNDS = 6;
    private static final int JOBS = Integer.getInteger("spoor.tracingJobs", 40_000);
    /** dispatch, queue, attempt. */
    private static final double SPANS_PER_JOB = 3;

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
    }

    /** The dispatcher of a mode, and what its rounds have cost, µs a job. */
    private record Group(Mode mode, App dispatcher, List<Double> micros) {
        double median() {
            return micros.stream().sorted().toList().get(micros.size() / 2);
        }
    }

    @Test
    void shouldCostLittle() {
        try (OtlpSink sink = new OtlpSink()) {
            List<Group> groups = Stream.of(Mode.values())
                    .map(mode -> new Group(mode, start(mode, sink), new ArrayList<>()))
                    .toList();
            for (int round = 0; round < WARMING_ROUNDS + ROUNDS; round++) {
                for (Group group : groups) {
                    double micros = microsPerJob(group);
                    if (round >= WARMING_ROUNDS) {
                        group.micros().add(micros);
                    }
                }
            }
            double off = median(groups, Mode.OFF);
            groups.forEach(group -> print(group, off));
            long expected = Math.round(SPANS_PER_JOB * JOBS * (WARMING_ROUNDS + ROUNDS) * Mode.ALL.share);
            System.out.printf(
                    "%d rounds of %d jobs each; the sink took %d spans, of %d that ALL makes%n",
                    ROUNDS, JOBS, sink.spans(), expected);
            assertTrue(sink.spans() > expected, "spans were dropped: the cost of sending them is not in the figures");
            assertTrue(median(groups, Mode.ONE_PERCENT) <= MILDLY_MAX * off, "1 % costs too much");
            assertTrue(median(groups, Mode.ALL) <= FULLY_MAX * off, "all cost too much");
        }
    }

    private static double median(List<Group> groups, Mode mode) {
        return groups.stream()
                .filter(group -> group.mode() == mode)
                .findFirst()
                .orElseThrow()
                .median();
    }

    private static void print(Group group, double off) {
        System.out.printf(
                Locale.ROOT,
                "%-11s dispatcher CPU per job: median %.2f µs (%.2f to %.2f), %.3f × off%n",
                group.mode(),
                group.median(),
                Collections.min(group.micros()),
                Collections.max(group.micros()),
                group.median() / off);
    }

    /** Only the dispatcher sends: what clients and calculators would do meanwhile is not the question. */
    private App start(Mode mode, OtlpSink sink) {
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
        return dispatcher;
    }

    private double microsPerJob(Group group) {
        App dispatcher = group.dispatcher();
        long before = cpuNanos(dispatcher);
        processes
                .load(dispatcher.address(), "--outstanding", OUTSTANDING, "--count", "" + JOBS)
                .set("telemetry.sampleRatio", group.mode().share)
                .run()
                .assertAllAnswered(JOBS);
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
