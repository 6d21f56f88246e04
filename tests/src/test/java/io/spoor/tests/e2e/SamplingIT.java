package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.tests.e2e.OtlpReceiver.Received;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client decides, at run time, which jobs are recorded; everybody else does as it did. */
class SamplingIT {
    private static final int JOBS = 400;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldRecordTheConfiguredShareOfTheJobsWholly() {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            App dispatcher = traced(processes.dispatcher(), collector, 1).start();
            App calculator = traced(processes.calculator(dispatcher.address()), collector, 1)
                    .set("slots", 8)
                    .start();
            Eventually.ready(calculator);

            load(dispatcher, collector, 0);
            load(dispatcher, collector, 0.25);

            Eventually.is(
                    "as many calculations as jobs",
                    () -> count(collector, "submit") > 0
                            && count(collector, "calculate") == count(collector, "submit")
                            && count(collector, "dispatch") == count(collector, "submit"));
            long recorded = count(collector, "submit");
            // A quarter, give or take six standard deviations.
            assertTrue(recorded > JOBS / 4 - 52 && recorded < JOBS / 4 + 52, () -> recorded + " of " + JOBS);
            Map<String, Long> spans =
                    collector.spans().stream().collect(Collectors.groupingBy(Received::trace, Collectors.counting()));
            assertEquals(recorded, spans.size());
            spans.forEach((trace, size) -> assertTrue(size >= 5, () -> "only a part of " + collector.trace(trace)));
        }
    }

    private void load(App dispatcher, OtlpReceiver collector, double share) {
        traced(
                        processes.load(dispatcher.address(), "--outstanding", "8", "--count", "" + JOBS, "--ms", "1"),
                        collector,
                        share)
                .run()
                .assertAllAnswered(JOBS);
    }

    private static long count(OtlpReceiver collector, String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .count();
    }

    private static Launch traced(Launch launch, OtlpReceiver collector, double share) {
        return launch.set("telemetry.endpoint", collector.endpoint())
                .set("telemetry.protocol", "http/protobuf")
                .set("telemetry.sampleRatio", share);
    }
}
