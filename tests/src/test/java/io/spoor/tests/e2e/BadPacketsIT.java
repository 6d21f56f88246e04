package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever strangers send is counted with its reason, and harms nobody. */
class BadPacketsIT {
    private static final int ROUNDS = 20;
    private static final int BIG_BYTES = 60_000;
    private static final long SEED = 42;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldCountThemByReasonAndServeOn() throws IOException {
        App dispatcher = processes.dispatcher().start();
        App calculator =
                processes.calculator(dispatcher.address()).set("slots", 8).start();
        Eventually.ready(calculator);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "16", "--count", "600", "--ms", "20")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) > 16);

        Map<String, byte[]> bad = badPackets();
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] packet : bad.values()) {
                send(packet, dispatcher.port());
                send(packet, calculator.port());
            }
        }
        send(Packets.bytes(assign()), dispatcher.port());
        send(Packets.bytes(submit()), calculator.port());

        for (String reason : bad.keySet()) {
            Eventually.is(reason + " at the dispatcher", () -> Counts.dropped(dispatcher, reason) == ROUNDS);
            Eventually.is(reason + " at the calculator", () -> Counts.dropped(calculator, reason) == ROUNDS);
        }
        Eventually.is(
                "an assign at the dispatcher is of no use",
                () -> dispatcher.metrics().sum("spoor_messages_ignored_total") >= 1);
        Eventually.is(
                "a submit at the calculator is of no use",
                () -> calculator.metrics().sum("spoor_calculator_messages_unexpected_total") >= 1);
        Statistics.of(client).assertAllAnswered(600);
        assertEquals(0, Counts.bugs(dispatcher) + Counts.bugs(calculator));
        assertEquals(0, Counts.lost(dispatcher));
        assertEquals(0, Counts.retries(dispatcher));
    }

    /** One packet for each reason to drop it. */
    private static Map<String, byte[]> badPackets() {
        Map<String, byte[]> packets = new TreeMap<>();
        packets.put("malformed", text("{\"v\":1,"));
        packets.put("not_utf8", notUtf8());
        packets.put("oversized", big());
        packets.put("unknown_version", text("{\"v\":99,\"type\":\"submit\"}"));
        packets.put("unknown_type", text("{\"v\":1,\"type\":\"gossip\"}"));
        packets.put("missing_field", text("{\"v\":1,\"type\":\"submit\"}"));
        return packets;
    }

    private static byte[] notUtf8() {
        byte[] bytes = new byte[200];
        new Random(SEED).nextBytes(bytes);
        Arrays.fill(bytes, 0, 4, (byte) 0xff);
        return bytes;
    }

    private static byte[] big() {
        byte[] bytes = new byte[BIG_BYTES];
        Arrays.fill(bytes, (byte) ' ');
        return bytes;
    }

    private static Message assign() {
        return new Message.Assign(
                TraceContext.NONE,
                null,
                new AttemptId(job(), 1, "stranger-00000000"),
                1,
                "sleep",
                RawJson.of("{\"x\":2}"),
                1_000);
    }

    private static Message submit() {
        return new Message.Submit(
                TraceContext.NONE, "stranger-00000000", job(), 1, "sleep", RawJson.of("{\"x\":2}"), 1_000, 0, 0, null);
    }

    private static JobId job() {
        return JobId.parse("0af7651916cd43dd8448eb211c80319c");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(byte[] packet, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
        }
    }
}
