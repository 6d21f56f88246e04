package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A container engine learns whether a service is ready by running its command once more, with another flag. */
class CheckHealthIT {
    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldTellWhetherTheServiceBesideItIsReady() {
        int port = Processes.freePort();
        App calculator =
                processes.calculator("127.0.0.1:9").set("management.port", port).start();
        assertEquals(port, calculator.management().port(), "the port of the configuration is the one that is told");
        assertEquals(1, check(port), "no dispatcher has answered");

        int other = Processes.freePort();
        processes.dispatcher().set("management.port", other).start();
        assertEquals(0, check(other));
    }

    private int check(int managementPort) {
        return processes
                .dispatcher()
                .set("management.port", managementPort)
                .arguments("--check-health")
                .begin()
                .awaitExit();
    }
}
