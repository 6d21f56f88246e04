package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log for machines: what a line is about is in members, not only in the message. */
class JsonLogIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final Processes processes = new Processes();

    /** A job takes longer than it may; then its calculator dies. */
    @Test
    void shouldSayInMembersWhatALineIsAbout() throws JsonProcessingException {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            App dispatcher = traced(processes.dispatcher(), collector)
                    .set("log.json", true)
                    .start();
            App calculator = traced(processes.calculator(dispatcher.address()), collector)
                    .set("log.json", true)
                    .set("name", "calc")
                    .start();
            Eventually.ready(calculator);
            App client = traced(
                            processes.client(
                                    dispatcher.address(),
                                    "submit",
                                    "--attempts",
                                    "1",
                                    "--attempt-timeout",
                                    "800",
                                    "sleep",
                                    "{\"x\":7,\"ms\":20000}"),
                            collector)
                    .begin();
            String job = client.err().await("job ([0-9a-f]{32})").group(1);

            JsonNode failed = line(dispatcher, "job .* failed");
            assertEquals("WARN", failed.path("level").asText());
            JsonNode about = failed.path("mdc");
            assertEquals(job, about.path("jobId").asText(), failed::toString);
            assertEquals(job, about.path("traceId").asText(), failed::toString);
            assertEquals(16, about.path("spanId").asText().length(), failed::toString);
            assertEquals("1", about.path("attempts").asText(), failed::toString);
            assertFalse(about.path("client").asText().isEmpty(), failed::toString);
            assertEquals(calculator.identity(), about.path("calculator").asText(), failed::toString);
            assertEquals(
                    calculator.identity(),
                    line(calculator, "registered")
                            .path("mdc")
                            .path("calculator")
                            .asText());

            calculator.kill();
            JsonNode lost = line(dispatcher, "is lost").path("mdc");
            assertEquals(calculator.identity(), lost.path("calculator").asText());
            assertFalse(lost.has("jobId"), "nothing is left of the line before");
            for (String line : dispatcher.err().from(0)) {
                assertFalse(JSON.readTree(line).path("message").asText().isEmpty(), line);
            }
        }
    }

    @Test
    void shouldComplainOnceOfACollectorThatIsNotThere() {
        App dispatcher = processes
                .dispatcher()
                .set("telemetry.endpoint", "http://127.0.0.1:1")
                .start();
        App calculator = processes.calculator(dispatcher.address()).start();
        Eventually.ready(calculator);
        for (int i = 0; i < 2; i++) {
            App client = processes
                    .client(dispatcher.address(), "submit", "sleep", "{\"x\":7,\"ms\":1}")
                    .set("telemetry.endpoint", "http://127.0.0.1:1")
                    .begin();
            assertEquals(0, client.awaitExit(), client::story);
            dispatcher.err().await("Failed to export");
        }
        // The spans of the second job leave now at the latest.
        dispatcher.terminate();
        dispatcher.awaitExit();

        List<String> complaints = dispatcher.err().awaitEnd().stream()
                .filter(line -> line.contains("Failed to export"))
                .toList();
        assertEquals(1, complaints.size(), complaints::toString);
    }

    @Test
    void shouldWriteForPeopleUnlessToldOtherwise() {
        App dispatcher = processes.dispatcher().start();
        List<String> lines = dispatcher.err().from(0);
        assertFalse(lines.isEmpty());
        lines.forEach(line -> assertFalse(line.startsWith("{"), line));
    }

    private static JsonNode line(App app, String message) throws JsonProcessingException {
        return JSON.readTree(
                app.err().await("^\\{.*\"message\":\"[^\"]*" + message + ".*$").group());
    }

    private static Launch traced(Launch launch, OtlpReceiver collector) {
        return launch.set("telemetry.endpoint", collector.endpoint()).set("telemetry.protocol", "http/protobuf");
    }
}
