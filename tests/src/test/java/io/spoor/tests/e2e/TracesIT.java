package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.tests.e2e.OtlpReceiver.Received;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job leaves in a collector: one trace, from its client to its calculator. */
class TracesIT {
    private static final int JOBS = 10;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldShowAJobsWholeLifeInOneTrace() {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            App dispatcher = traced(processes.dispatcher(), collector).start();
            App calculator = traced(processes.calculator(dispatcher.address()), collector)
                    .set("slots", 4)
                    .start();
            Eventually.ready(calculator);

            traced(processes.load(dispatcher.address(), "--outstanding", "4", "--count", "" + JOBS), collector)
                    .run()
                    .assertAllAnswered(JOBS);

            Eventually.is(
                    "all traces",
                    () -> named(collector.spans(), "calculate").size() == JOBS
                            && named(collector.spans(), "dispatch").size() == JOBS);
            List<Received> submits = named(collector.spans(), "submit");
            assertEquals(JOBS, submits.size());
            for (Received submit : submits) {
                assertEquals(submit.trace(), submit.attribute("spoor.job.id"));
                assertWholeLife(collector.trace(submit.trace()), calculator);
            }
        }
    }

    @Test
    void shouldShowTheAttemptThatWasLostWithItsCalculator() {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            App dispatcher = traced(processes.dispatcher(), collector).start();
            App victim = traced(processes.calculator(dispatcher.address()), collector)
                    .set("sleep.minMs", 60_000)
                    .set("sleep.maxMs", 60_000)
                    .start();
            App client = traced(processes.client(dispatcher.address(), "submit", "sleep", "{\"x\":7}"), collector)
                    .arguments("--timeout", "300000")
                    .begin();
            String jobId = client.err().await("job ([0-9a-f]{32})").group(1);
            Eventually.is("it runs", () -> Counts.started(dispatcher) == 1);

            victim.kill();
            App heir = traced(processes.calculator(dispatcher.address()), collector)
                    .start();

            assertEquals(0, client.awaitExit(), client::story);
            assertEquals(List.of("49"), client.out().awaitEnd());
            Eventually.is(
                    "the whole trace",
                    () -> named(collector.trace(jobId), "calculate").size() == 1
                            && named(collector.trace(jobId), "dispatch").size() == 1);
            List<Received> trace = collector.trace(jobId);
            assertNoOrphans(trace);
            List<Received> attempts = named(trace, "attempt").stream()
                    .sorted(Comparator.comparing(span -> span.attribute("spoor.attempt")))
                    .toList();
            assertEquals(2, attempts.size(), trace::toString);
            assertEquals(victim.identity(), attempts.get(0).attribute("spoor.calculator.id"));
            assertEquals("calculator_lost", attempts.get(0).attribute("error.type"));
            assertEquals(heir.identity(), attempts.get(1).attribute("spoor.calculator.id"));
            assertEquals("", attempts.get(1).attribute("error.type"));
            assertEquals("", only(trace, "dispatch").attribute("error.type"), "what was retried away is no error");
            assertEquals(attempts.get(1).id(), only(trace, "calculate").parent());
        }
    }

    @Test
    void shouldNeitherExportNorSpeakOfItWithoutACollector() {
        App dispatcher = processes.dispatcher().start();
        App calculator = processes.calculator(dispatcher.address()).start();
        Eventually.ready(calculator);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "4", "--count", "50", "--ms", "20")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) > 0);

        assertEquals(0, KernelSockets.of(client).tcpConnections());
        Statistics.of(client).assertAllAnswered(50);
        calculator.terminate();
        assertEquals(0, calculator.awaitExit());
        dispatcher.terminate();
        assertEquals(0, dispatcher.awaitExit());

        for (App app : List.of(dispatcher, calculator, client)) {
            String said = app.err().text().toLowerCase(Locale.ROOT);
            assertFalse(said.contains("export") || said.contains("otlp") || said.contains("telemetry"), app::story);
        }
    }

    private static void assertWholeLife(List<Received> trace, App calculator) {
        Received submit = only(trace, "submit");
        Received dispatch = only(trace, "dispatch");
        Received attempt = only(trace, "attempt");
        Received calculate = only(trace, "calculate");

        assertTrue(submit.isRoot(), trace::toString);
        assertEquals(submit.id(), dispatch.parent());
        assertEquals(dispatch.id(), only(trace, "queue").parent());
        assertEquals(dispatch.id(), attempt.parent());
        assertEquals(attempt.id(), calculate.parent());
        assertEquals(
                List.of("spoor-client", "spoor-dispatcher", "spoor-dispatcher", "spoor-calculator"),
                List.of(submit.service(), dispatch.service(), attempt.service(), calculate.service()));
        assertEquals("1", attempt.attribute("spoor.attempt"));
        assertEquals(calculator.identity(), attempt.attribute("spoor.calculator.id"));
        assertEquals(calculator.identity(), calculate.attribute("spoor.calculator.id"));
        assertNoOrphans(trace);
    }

    private static void assertNoOrphans(List<Received> trace) {
        Map<String, Received> byId = trace.stream().collect(Collectors.toMap(Received::id, Function.identity()));
        Set<String> orphans = trace.stream()
                .filter(span -> !span.isRoot() && !byId.containsKey(span.parent()))
                .map(Received::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), orphans, trace::toString);
        assertEquals(1, trace.stream().filter(Received::isRoot).count(), trace::toString);
    }

    private static Received only(List<Received> trace, String name) {
        List<Received> found = named(trace, name);
        assertEquals(1, found.size(), () -> name + " in " + trace);
        return found.get(0);
    }

    private static List<Received> named(List<Received> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static Launch traced(Launch launch, OtlpReceiver collector) {
        return launch.set("telemetry.endpoint", collector.endpoint()).set("telemetry.protocol", "http/protobuf");
    }
}
