package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person sees who submits a job while something is missing, and what the packets say. */
class SubmitIT {
    private static final int PATIENCE_MS = 60_000;
    private static final Pattern SUBMIT = Pattern.compile(
            "\"traceparent\":\"00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})\".*\"jobId\":\"([0-9a-f]{32})\"");

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldSaySoonThatNothingListensThere() throws IOException {
        int port;
        try (DatagramSocket unused = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        App client = processes
                .client("127.0.0.1:" + port, "submit", "sleep", "{\"x\":3}", "--timeout", "6000")
                .begin();

        client.err().await("nothing listens at 127.0.0.1:" + port);
        assertTrue(client.isAlive(), "it asks on until the job's time is over");

        assertEquals(3, client.awaitExit(), client::story);
        List<String> lines = client.err().awaitEnd();
        assertEquals(lines.size(), lines.stream().distinct().count(), client::story);
        assertTrue(client.err().text().contains("no answer from the dispatcher at 127.0.0.1:" + port), client::story);
    }

    @Test
    void shouldSayThatNoCalculatorOffersTheFunctionYetAndThenBringTheResult() {
        App dispatcher = processes.dispatcher().start();
        App client = processes
                .client(dispatcher.address(), "submit", "sleep", "{\"x\":3,\"ms\":0}", "--timeout", "60000")
                .begin();

        client.err().await("accepted by " + dispatcher.identity() + "; no calculator offers 'sleep' yet");
        processes.calculator(dispatcher.address()).start();

        assertEquals(0, client.awaitExit(), client::story);
        assertEquals(List.of("9"), client.out().awaitEnd());
    }

    @Test
    void shouldLeavePacketsUnsampledWhereSpansGoNowhere() throws IOException {
        assertEquals("00", flagsOfASubmit(""));
        assertEquals("01", flagsOfASubmit("http://127.0.0.1:" + Processes.freePort()));
    }

    private String flagsOfASubmit(String endpoint) throws IOException {
        try (DatagramSocket dispatcher = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            dispatcher.setSoTimeout(PATIENCE_MS);
            App client = processes
                    .client("127.0.0.1:" + dispatcher.getLocalPort(), "submit", "sleep")
                    .set("telemetry.endpoint", endpoint)
                    .begin();
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            dispatcher.receive(packet);
            client.kill();
            Matcher submit =
                    SUBMIT.matcher(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            assertTrue(submit.find());
            assertEquals(submit.group(3), submit.group(1), "the job's id is the trace's");
            return submit.group(2);
        }
    }

    @Test
    void shouldTellItsCallerHowAWorkloadWent() {
        App dispatcher = processes.dispatcher().start();
        Eventually.ready(processes.calculator(dispatcher.address()).start());
        String wrong = "--args={\"x\":\"text\"}";
        String[] two = {"--outstanding", "1", "--count", "2"};

        assertEquals(0, exitCode(dispatcher, two, "--args={\"x\":3,\"ms\":0}", "--expect=9.0"));
        assertEquals(4, exitCode(dispatcher, two, "--args={\"x\":3,\"ms\":0}", "--expect=10"));
        assertEquals(2, exitCode(dispatcher, two, wrong));
        assertEquals(6, exitCode(dispatcher, two, wrong, "--fail-above", "99%"));
        assertEquals(0, exitCode(dispatcher, two, wrong, "--fail-above", "100%"));
        assertEquals(6, exitCode(dispatcher, two, "--ms", "20", "--p99", "1"));
        assertEquals(
                2, run(dispatcher, "--count", "1", wrong).awaitExit(), "the first job of run is submitted at once");
    }

    private int exitCode(App dispatcher, String[] limits, String... more) {
        App client =
                processes.load(dispatcher.address(), limits).arguments(more).begin();
        int code = client.awaitExit();
        assertFalse(client.err().text().contains("Exception"), client::story);
        return code;
    }

    private App run(App dispatcher, String... arguments) {
        return processes
                .client(dispatcher.address(), "run")
                .arguments(arguments)
                .set("run.minMs", 3_600_000)
                .set("run.maxMs", 3_600_000)
                .begin();
    }
}
