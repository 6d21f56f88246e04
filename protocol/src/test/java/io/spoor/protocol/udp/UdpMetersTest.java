package io.spoor.protocol.udp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spoor.protocol.MessageType;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class UdpMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double heartbeatsIn() {
        return registry.get("spoor.udp.messages")
                .tags("direction", "in", "type", "heartbeat")
                .functionCounter()
                .count();
    }

    @Test
    void shouldGoOnCountingAfterACollection() throws IOException, InterruptedException {
        try (Loopback loopback = new Loopback(false)) {
            ScriptedCore core = new ScriptedCore();
            UdpNode<String> node = loopback.open(core);
            UdpMeters.bind(registry, List.of(node));
            collectGarbage();

            loopback.peer.send(Peer.heartbeat(1), node.localPort());
            await().until(() -> node.counters().messagesIn(MessageType.HEARTBEAT) == 1);

            assertEquals(1, heartbeatsIn());
            assertTrue(registry.get("spoor.udp.receive.buffer").gauge().value() > 0);
            assertTrue(registry.get("spoor.loop.lag").timeGauge().value() >= 0);
        }
    }

    /** Until a canary is dead: then whatever is weakly referred to is, too. */
    private static void collectGarbage() throws InterruptedException {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        while (canary.get() != null) {
            System.gc();
            Thread.onSpinWait();
        }
    }
}
