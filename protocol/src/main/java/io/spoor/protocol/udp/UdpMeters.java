package io.spoor.protocol.udp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.MessageType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of the runner: packets, drops and the loop's lag, summed over the nodes of a process.
 *
 * <p>A registry refers only weakly to what a meter observes; the functions here capture {@code this}, and so keep it.
 */
public final class UdpMeters {
    private final MeterRegistry registry;
    private final List<? extends UdpNode<?>> nodes;

    private UdpMeters(MeterRegistry registry, List<? extends UdpNode<?>> nodes) {
        this.registry = registry;
        this.nodes = nodes;
    }

    /** Registers the meters of the given nodes. */
    public static void bind(MeterRegistry registry, List<? extends UdpNode<?>> nodes) {
        UdpMeters meters = new UdpMeters(registry, List.copyOf(nodes));
        meters.bindTraffic();
        meters.bindLosses();
        meters.bindLoop();
    }

    private void bindTraffic() {
        for (MessageType type : MessageType.values()) {
            messages("in", type, counters -> counters.messagesIn(type));
            messages("out", type, counters -> counters.messagesOut(type));
        }
        traffic("spoor.udp.datagrams", "datagrams", "in", UdpCounters::datagramsIn);
        traffic("spoor.udp.datagrams", "datagrams", "out", UdpCounters::datagramsOut);
        traffic("spoor.udp.bytes", "bytes", "in", UdpCounters::bytesIn);
        traffic("spoor.udp.bytes", "bytes", "out", UdpCounters::bytesOut);
    }

    private void messages(String direction, MessageType type, ToDoubleFunction<UdpCounters> value) {
        FunctionCounter.builder("spoor.udp.messages", this, self -> sum(value))
                .tags("direction", direction, "type", type.wireName())
                .description("messages read and sent")
                .register(registry);
    }

    private void traffic(String name, String unit, String direction, ToDoubleFunction<UdpCounters> value) {
        FunctionCounter.builder(name, this, self -> sum(value))
                .tag("direction", direction)
                .baseUnit(unit)
                .description("UDP payload read and sent")
                .register(registry);
    }

    private void bindLosses() {
        for (DropReason reason : DropReason.values()) {
            FunctionCounter.builder("spoor.udp.dropped", this, self -> sum(c -> c.dropped(reason)))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("packets, or messages in them, that could not be used")
                    .register(registry);
        }
        for (SendFailure reason : SendFailure.values()) {
            FunctionCounter.builder("spoor.udp.send.failures", this, self -> sum(c -> c.sendFailures(reason)))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("datagrams that could not be sent")
                    .register(registry);
        }
        FunctionCounter.builder("spoor.udp.kernel.drops", this, self -> kernelDrops())
                .description("datagrams that the kernel threw away because the receive buffer was full")
                .register(registry);
    }

    private void bindLoop() {
        Gauge.builder("spoor.udp.receive.buffer", this, self -> receiveBuffer())
                .baseUnit("bytes")
                .description("the kernel's receive buffer as granted, the smallest of the process")
                .register(registry);
        TimeGauge.builder("spoor.loop.lag", this, TimeUnit.NANOSECONDS, self -> lag())
                .description("how late the event loop's timer fired at most in the last minute")
                .register(registry);
        FunctionCounter.builder("spoor.loop.deadlines.deferred", this, self -> sum(UdpCounters::deadlinesDeferred))
                .description("deadlines that waited for another read of the socket")
                .register(registry);
        FunctionCounter.builder("spoor.bugs", this, self -> sum(UdpCounters::errors))
                .description("exceptions of our own code that were caught and logged; should be 0")
                .register(registry);
    }

    private double sum(ToDoubleFunction<UdpCounters> value) {
        double sum = 0;
        for (UdpNode<?> node : nodes) {
            sum += value.applyAsDouble(node.counters());
        }
        return sum;
    }

    private double kernelDrops() {
        double sum = 0;
        SocketTable table = SocketTable.read();
        for (UdpNode<?> node : nodes) {
            sum += Math.max(0, node.kernelDrops(table));
        }
        return sum;
    }

    private double receiveBuffer() {
        return nodes.stream().mapToInt(UdpNode::receiveBufferBytes).min().orElse(0);
    }

    private double lag() {
        return nodes.stream()
                .mapToDouble(node -> node.counters().lagMaxNanos())
                .max()
                .orElse(0);
    }
}
