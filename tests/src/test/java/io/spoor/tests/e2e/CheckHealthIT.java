package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.tests.Checkout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A container engine learns whether a service is ready by running its command once more, with another flag. */
class CheckHealthIT {
    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldTellWhetherTheServiceBesideItIsReady() throws Exception {
        int port = Processes.freePort();
        App calculator =
                processes.calculator("127.0.0.1:9").set("management.port", port).start();
        assertEquals(port, calculator.management().port(), "the port of the configuration is the one that is told");
        assertEquals(1, check(port), "no dispatcher has answered");

        int other = Processes.freePort();
        processes.dispatcher().set("management.port", other).start();
        assertEquals(0, check(other));
        assertEquals(1, checkAsImagesDo(port), "still no dispatcher");
        assertEquals(0, checkAsImagesDo(other));
    }

    /** The class that the images run, from the jar that it is in there. */
    private static int checkAsImagesDo(int managementPort) throws Exception {
        Path lib = Checkout.jar("dispatcher").resolveSibling("lib").resolve("main");
        ProcessBuilder builder = new ProcessBuilder(
                        Checkout.java().toString(), "-cp", lib + "/*", "io.spoor.protocol.config.HealthCheck")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SPOOR_MANAGEMENT_PORT", Integer.toString(managementPort));
        return builder.start().waitFor();
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
