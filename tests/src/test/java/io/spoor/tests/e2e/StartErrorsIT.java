package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can mend is told in one line, with exit code 1. */
class StartErrorsIT {
    private static final String NOWHERE = "no-such-host.invalid:7070";
    private static final long SOME_LOOK_UPS_MS = 1_000;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldTellOfANameThatDoesNotResolve() {
        App client = processes.client(NOWHERE, "submit", "sleep").begin();

        assertOneLine(client, "no-such-host.invalid");
    }

    @Test
    void shouldTellOfAnAddressThatCannotBeRead() {
        App calculator = processes.calculator("no-port").begin();
        App client = processes.client("no-port", "load").begin();

        assertOneLine(calculator, "no-port");
        assertOneLine(client, "no-port");
    }

    /** It may be the name of a service that comes later. */
    @Test
    void shouldWaitForAServiceWhoseNameDoesNotResolveYet() {
        App calculator = processes.calculator(NOWHERE).set("resolveMs", 100).start();
        App client = processes
                .load(NOWHERE, "--outstanding", "1", "--count", "1")
                .set("resolveMs", 100)
                .begin();

        client.err().await("no-such-host.invalid\".*again every 100 ms");
        assertFalse(client.endsWithin(SOME_LOOK_UPS_MS));
        List<String> told = calculator.err().from(0).stream()
                .filter(line -> line.contains("no-such-host.invalid"))
                .toList();
        assertEquals(1, told.size(), calculator::story);

        calculator.signal("TERM");
        assertEquals(0, calculator.awaitExit(), calculator::story);
        assertFalse(calculator.err().text().contains("null"), calculator::story);
    }

    @Test
    void shouldTellOfAUdpPortInUse() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            App dispatcher = processes.dispatcher().set("port", port).begin();
            App calculator = processes
                    .calculator("127.0.0.1:9")
                    .set("host", "127.0.0.1")
                    .set("port", port)
                    .begin();
            App client = processes
                    .client("127.0.0.1:9", "submit", "sleep")
                    .set("host", "127.0.0.1")
                    .set("port", port)
                    .begin();

            assertOneLine(dispatcher, Integer.toString(port));
            assertOneLine(calculator, Integer.toString(port));
            assertOneLine(client, Integer.toString(port));
        }
    }

    @Test
    void shouldTellOfAManagementPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            App dispatcher = processes.dispatcher().set("management.port", port).begin();
            App calculator = processes
                    .calculator("127.0.0.1:9")
                    .set("management.port", port)
                    .begin();

            assertOneLine(dispatcher, Integer.toString(port));
            assertOneLine(calculator, Integer.toString(port));
        }
    }

    /** At 100 a dispatcher gets as far as Quarkus, at 64 not to the event loops: the frameworks say nothing of either. */
    @ParameterizedTest
    @ValueSource(ints = {40, 64, 100})
    void shouldSayWhyWhereNoFileDescriptorIsLeft(int limit) {
        App dispatcher = processes
                .dispatcher()
                .by("sh", "-c", "ulimit -n \"$0\"; exec \"$@\"", Integer.toString(limit))
                .begin();

        assertEquals(1, dispatcher.awaitExit(), dispatcher::story);
        assertTrue(
                dispatcher.err().awaitEnd().stream().anyMatch(line -> line.startsWith("dispatcher: ")),
                dispatcher::story);
    }

    @Test
    void shouldTellOfArgumentsThatNoPacketCarries() {
        String huge = '"' + "x".repeat(70_000) + '"';

        App client = processes.client("127.0.0.1:9", "submit", "sleep", huge).begin();

        assertOneLine(client, "70002 bytes of JSON, which is more than 512");
    }

    private static void assertOneLine(App app, String about) {
        assertEquals(1, app.awaitExit(), app::story);
        List<String> lines = app.err().awaitEnd();
        assertEquals(1, lines.size(), app::story);
        assertTrue(lines.get(0).contains(about), app::story);
        assertTrue(lines.get(0).startsWith(app.name()), app::story);
        assertEquals(List.of(), app.out().awaitEnd());
    }
}
