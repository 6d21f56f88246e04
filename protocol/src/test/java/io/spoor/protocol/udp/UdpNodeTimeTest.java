package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.endpointOf;
import static io.spoor.protocol.udp.Loopback.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.protocol.node.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines and reads: which comes first. */
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class UdpNodeTimeTest {
    private static final long MILLI = 1_000_000;

    private final boolean preferNative;
    private final ScriptedCore core = new ScriptedCore();
    private Loopback loopback;

    UdpNodeTimeTest(boolean preferNative) {
        this.preferNative = preferNative;
    }

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback(preferNative);
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void shouldCallTheCoreAtItsDeadlineAndNotBefore() {
        UdpNode<String> node = loopback.open(core);
        long[] deadline = new long[1];

        get(node.execute((now, out) -> {
            deadline[0] = now + 30 * MILLI;
            core.deadlineNanos = deadline[0];
        }));

        await().until(() -> core.journal.equals(List.of("deadline")));
        assertTrue(core.times.get(0) >= deadline[0]);
    }

    @Test
    void shouldLookAtTheFirstDeadlineOfACoreThatWasNeverCalled() {
        core.deadlineNanos = 0;

        loopback.open(core);

        await().until(() -> core.journal.equals(List.of("deadline")));
    }

    @Test
    void shouldSetTheTimerAnewForAnEarlierDeadline() {
        UdpNode<String> node = loopback.open(core);
        get(node.execute((now, out) -> core.deadlineNanos = now + TimeUnit.HOURS.toNanos(1)));

        get(node.execute((now, out) -> core.deadlineNanos = now + MILLI));

        await().until(() -> core.journal.equals(List.of("deadline")));
    }

    @Test
    void shouldNotCallTheCoreForADeadlineThatItHasPutOff() throws IOException {
        UdpNode<String> node = loopback.open(core);
        long[] later = new long[1];
        // Far enough away that it is put off in time on a busy machine too.
        get(node.execute((now, out) -> core.deadlineNanos = now + 300 * MILLI));

        get(node.execute((now, out) -> {
            later[0] = now + 400 * MILLI;
            core.deadlineNanos = later[0];
        }));

        await().until(() -> core.journal.equals(List.of("deadline")));
        assertTrue(core.times.get(0) >= later[0]);
    }

    @Test
    void shouldReadAllThatWaitedBeforeADeadlineThatCameMeanwhile() throws Exception {
        UdpNode<String> node = loopback.open(core);
        get(node.execute((now, out) -> core.deadlineNanos = now + 50 * MILLI));
        CountDownLatch goOn = Loopback.stopLoop(node);
        int packets = 10 * UdpSocket.READS_MAX;
        for (int number = 1; number <= packets; number++) {
            loopback.peer.send(Peer.heartbeat(number), node.localPort());
        }
        stayStoppedFor(80 * MILLI);

        goOn.countDown();

        await().until(() -> core.journal.contains("deadline"));
        assertEquals(packets, core.journal.indexOf("deadline"));
        assertTrue(node.counters().deadlinesDeferred() > 1);
        assertTrue(node.counters().lagMaxNanos() > 20 * MILLI);
        assertTrue(node.counters().lagMaxNanos() > 20 * MILLI, "a second reader sees it, too");
    }

    @Test
    void shouldReadBetweenTwoCallsWhileADeadlineStaysInThePast() {
        List<UdpNode<String>> self = new ArrayList<>();
        ScriptedCore busy = new ScriptedCore() {
            @Override
            void due(long nowNanos, Output<String> out) {
                out.send(endpointOf(self.get(0)), Peer.ack(1));
                deadlineNanos = journal.size() < 9 ? 0 : Long.MAX_VALUE;
            }
        };
        self.add(loopback.open(busy));

        get(self.get(0).execute((now, out) -> busy.deadlineNanos = 0));

        await().until(() -> busy.journal.size() == 10);
        assertEquals(
                Collections.nCopies(5, List.of("deadline", "m:heartbeatAck")).stream()
                        .flatMap(List::stream)
                        .toList(),
                busy.journal);
    }

    @Test
    void shouldGiveOneTimeToAllOfATurnAndNeverAnEarlierOneToTheNext() throws Exception {
        UdpNode<String> node = loopback.open(core);
        CountDownLatch goOn = Loopback.stopLoop(node);
        for (int number = 1; number <= UdpSocket.READS_MAX; number++) {
            loopback.peer.send(Peer.heartbeat(number), node.localPort());
        }
        goOn.countDown();
        await().until(() -> core.messages.size() == UdpSocket.READS_MAX);
        loopback.peer.send(Peer.heartbeat(1), node.localPort());
        await().until(() -> core.messages.size() == UdpSocket.READS_MAX + 1);

        assertEquals(2, core.times.stream().distinct().count(), core.times.toString());
        assertEquals(core.times.stream().sorted().toList(), core.times);
    }

    @Test
    void shouldReceiveABurstOfTwoThousandPacketsWhole() throws Exception {
        UdpNode<String> node = loopback.open(core);
        assumeTrue(
                node.receiveBufferBytes() >= UdpSettings.RECEIVE_BUFFER_DEFAULT_BYTES,
                "the kernel grants only " + node.receiveBufferBytes() + " bytes");
        CountDownLatch goOn = Loopback.stopLoop(node);
        for (int number = 1; number <= 2_000; number++) {
            loopback.peer.send(Peer.heartbeat(number), node.localPort());
        }

        goOn.countDown();

        await().until(() -> node.counters().datagramsIn() == 2_000);
        assertEquals(2_000, core.messages.size());
        assertTrue(node.kernelDrops(SocketTable.read()) <= 0, "drops: " + node.kernelDrops(SocketTable.read()));
    }

    @Test
    void shouldCountWhatTheKernelDropsWhenTheBufferIsSmall() throws Exception {
        UdpNode<String> node = get(UdpNode.open(
                loopback.vertx,
                new UdpSettings("127.0.0.1", 0, UdpSettings.BUFFER_MIN_BYTES, UdpSettings.BUFFER_MIN_BYTES),
                core,
                (fact, now) -> {},
                TraceContexts.FROM_THE_CORE));
        assumeTrue(node.kernelDrops(SocketTable.read()) == 0, "no counter of the kernel here");
        CountDownLatch goOn = Loopback.stopLoop(node);
        for (int number = 1; number <= 200; number++) {
            loopback.peer.send(Peer.heartbeat(number), node.localPort());
        }
        goOn.countDown();

        await().until(() -> node.counters().datagramsIn() + node.kernelDrops(SocketTable.read()) == 200);
        assertTrue(node.kernelDrops(SocketTable.read()) > 0);
    }

    /** Waits for the clock, not for an event: what is awaited here is that time has passed while nothing happens. */
    private static void stayStoppedFor(long nanos) {
        long start = System.nanoTime();
        await().until(() -> System.nanoTime() - start > nanos);
    }
}
