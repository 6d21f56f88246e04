package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.tests.Checkout;
import io.spoor.tests.e2e.Relay.Faults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reviewer of such a system would look for, seen on processes under load. */
class ReviewersRulesIT {
    private static final Pattern CORE_OR_CODEC = Pattern.compile("^io\\.spoor\\.(\\w+\\.core|protocol\\.json)\\.");
    private static final String EVENT_LOOP = "vert.x-eventloop-thread-";
    private static final int SAMPLES_MIN = 10;

    @RegisterExtension
    static final Processes processes = new Processes();

    private static App dispatcher;
    private static App calculator;
    private static App client;

    @BeforeAll
    static void startUnderLoad() {
        dispatcher = processes.dispatcher().start();
        calculator = processes
                .calculator("localhost:" + dispatcher.port())
                .set("slots", 64)
                .start();
        Eventually.ready(calculator);
        client = processes
                .load("localhost:" + dispatcher.port(), "--outstanding", "128", "--seconds", "600")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) > 1_000);
    }

    @Test
    void shouldHaveOneUdpSocketInEachProcess() {
        assertEquals(List.of(dispatcher.port()), KernelSockets.of(dispatcher).udpPorts());
        assertEquals(List.of(calculator.port()), KernelSockets.of(calculator).udpPorts());
        assertEquals(1, KernelSockets.of(client).udpPorts().size());
        assertEquals(0, KernelSockets.of(client).tcpConnections());
    }

    @Test
    void shouldHandlePacketsOnOneEventLoopOnly() {
        assumeTrue(Checkout.executable("dispatcher") == null, "a native executable prints another kind of thread dump");
        for (App app : List.of(dispatcher, calculator, client)) {
            Set<String> seen = new HashSet<>();
            int[] samples = {0};
            Eventually.is(app.name() + " caught at work", () -> {
                seen.addAll(app.threads().threadsIn(CORE_OR_CODEC));
                samples[0]++;
                return !seen.isEmpty() && samples[0] >= SAMPLES_MIN;
            });
            assertEquals(1, seen.size(), () -> app.name() + " handles packets on " + seen);
            assertTrue(seen.iterator().next().startsWith(EVENT_LOOP), seen::toString);
        }
    }

    @Test
    void shouldTakeTheCalculatorsAddressFromItsPackets() {
        try (Relay between = Relay.before(dispatcher.port(), Faults.NONE, 1)) {
            App behind = processes.calculator(between.address()).start();

            String joined = dispatcher
                    .err()
                    .await("calculator " + behind.identity() + " joined: (\\S+),")
                    .group(1);

            assertNotEquals(behind.port(), Integer.parseInt(joined.substring(joined.lastIndexOf(':') + 1)));
            Eventually.is("it gets work by way of the relay", () -> Counts.computed(behind) > 10);
            behind.terminate();
            assertEquals(0, behind.awaitExit());
        }
    }
}
