package io.spoor.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.compute.Calculation;
import io.spoor.calculator.compute.CalculationFailures;
import io.spoor.calculator.compute.SleepCalculation;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorSettings;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.DispatcherNames;
import io.spoor.protocol.udp.Resolver;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real parts of the shell around the real core, on the loopback address, against a scripted dispatcher. */
class CalculatorUnitTest {
    private static final TraceContext TRACE =
            TraceContext.of("00-11111111111111111111111111111111-2222222222222222-01");
    private static final int SLOTS = 100;

    private final Vertx vertx = Vertx.vertx();
    private final FakeDispatcher dispatcher = new FakeDispatcher();
    private final DispatcherNames names =
            new DispatcherNames(new Resolver(vertx), List.of(DispatcherName.parse(dispatcher.address())), "127.0.0.1");
    private final ConcurrentLinkedQueue<CalculatorEvent> facts = new ConcurrentLinkedQueue<>();

    CalculatorUnitTest() throws IOException {}

    @AfterEach
    void close() {
        dispatcher.close();
        await(vertx.close());
    }

    @Test
    void shouldRegisterComputeAndLeave() throws IOException {
        CalculatorUnit unit = open(ms(60_000));
        assertFalse(unit.isRegistered());
        Heartbeat met = dispatcher.meet("disp-1", 77);
        assertEquals("calc-1", met.calculator());
        assertTrue(unit.isRegistered());

        dispatcher.send(assign(1, "{\"x\":12,\"ms\":0}"));
        Completed completed = dispatcher.next(Completed.class);
        assertEquals(RawJson.of("144"), completed.result());
        assertEquals(TRACE, completed.trace());
        dispatcher.send(assign(2, "{\"y\":1}"));
        assertEquals(Status.INVALID_ARGUMENT, dispatcher.next(Completed.class).status());

        Future<Void> left = unit.drain();
        dispatcher.ack(dispatcher.next(Heartbeat.class, Heartbeat::draining), "disp-1", 78, 0);
        await(left);
        assertTrue(facts.stream().anyMatch(fact -> fact instanceof CalculatorEvent.Drained));
    }

    /** Each of them would be dropped by the dispatcher's codec, or make it read on in the wrong place. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text                | not JSON: Unrecognized token 'hello'          | 68656c6c6f
            empty               | not JSON: nothing in it                       | ''
            white space         | not JSON: nothing in it                       | 20
            two values          | more than one JSON value                      | 31 20 32
            end of an object    | not JSON: Unexpected character                | 31 7d
            not a number        | not JSON: Non-standard token 'NaN'            | 4e614e
            no end              | not JSON: Unexpected end                      | 7b 22 61 22 3a 31
            other fields        | not JSON: Unexpected character                | 31 2c 22 76 22 3a 32
            Latin 1             | not UTF-8 at byte 2                           | 22 e9 22
            half of a pair      | not UTF-8 at byte 2                           | 22 ed a0 80 22
            byte order mark     | not JSON:                                     | ef bb bf 31
            UTF-16              | not JSON: Unexpected character                | 31 00
            """)
    void shouldFailInternalWhatCannotBeSentAndSayWhatItIs(String kind, String why, String bytes) throws IOException {
        open(ms(60_000));
        dispatcher.meet("disp-1", 77);
        dispatcher.send(assign(1, "echo", "\"" + bytes.replace(" ", "") + "\""));
        Completed completed = dispatcher.next(Completed.class);
        assertEquals(Status.INTERNAL, completed.status(), kind);
        assertTrue(String.valueOf(completed.reason()).startsWith("the result is " + why), completed::toString);
    }

    @Test
    void shouldSendAResultWithoutTheSpaceAroundIt() throws IOException {
        open(ms(60_000));
        dispatcher.meet("disp-1", 77);
        dispatcher.send(assign(1, "echo", "\"0a5b2031205d0d0a\""));
        assertEquals(RawJson.of("[ 1 ]"), dispatcher.next(Completed.class).result());
    }

    @Test
    void shouldRunAHundredSleepsWithoutAThreadForEach() throws IOException {
        open(ms(60_000));
        dispatcher.meet("disp-1", 1);
        dispatcher.send(assign(0, "{\"x\":1,\"ms\":0}"));
        dispatcher.next(Completed.class);
        int threads = Thread.activeCount();

        for (int job = 1; job <= SLOTS; job++) {
            dispatcher.send(assign(job, "{\"x\":" + job + ",\"ms\":86400000}"));
        }
        for (int job = 1; job <= SLOTS; job++) {
            dispatcher.next(Started.class);
        }
        assertTrue(Thread.activeCount() <= threads + 5, () -> Thread.activeCount() + " threads, before " + threads);

        for (int job = 1; job <= SLOTS; job++) {
            dispatcher.send(new CancelAttempt(TRACE, attempt(job)));
            assertEquals(Status.CANCELLED, dispatcher.next(Completed.class).status());
        }
        assertEquals(
                0, dispatcher.next(Heartbeat.class, beat -> beat.busy() == 0).busy());
    }

    @Test
    void shouldTryANewSocketWhenNoDispatcherAnswers() throws IOException {
        CalculatorUnit unit = open(ms(100));
        dispatcher.meet("disp-1", 1);
        SocketAddress before = dispatcher.calculator();
        while (dispatcher.calculator().equals(before)) {
            dispatcher.next(Heartbeat.class);
        }
        assertFalse(unit.isRegistered());
        assertNotEquals(before, dispatcher.calculator());

        dispatcher.meet("disp-1", 2);
        dispatcher.send(assign(1, "{\"x\":2,\"ms\":0}"));
        assertEquals(RawJson.of("4"), dispatcher.next(Completed.class).result());
    }

    @Test
    void shouldFindAWayAroundAStaleTranslation() throws IOException {
        CalculatorUnit unit = open(ms(500));
        dispatcher.meet("disp-1", 1);
        SocketAddress stale = dispatcher.calculator();
        dispatcher.cutOff(stale);

        dispatcher.meet("disp-1", 2);

        assertNotEquals(stale, dispatcher.calculator());
        assertTrue(unit.isRegistered());
    }

    @Test
    void shouldFollowTheNameToAnotherAddress() throws IOException {
        AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
        Resolver resolver = new Resolver(vertx, host -> new InetAddress[] {InetAddress.getByName(address.get())});
        List<DispatcherName> name = List.of(new DispatcherName("dispatcher.test", dispatcher.port()));
        CalculatorUnit unit = unit(new DispatcherNames(resolver, name, "0.0.0.0"), ms(500));
        await(unit.open(vertx, UdpSettings.listenOn("0.0.0.0", 0)));
        dispatcher.meet("disp-1", 1);
        try (FakeDispatcher next = new FakeDispatcher("127.0.0.2", dispatcher.port())) {
            address.set("127.0.0.2"); // And nobody answers at the old one any more.
            next.meet("disp-2", 1);
            next.send(assign(1, "{\"x\":12,\"ms\":0}"));
            assertEquals(RawJson.of("144"), next.next(Completed.class).result());
        }
    }

    @Test
    void shouldFailWithAClearLineWhenThePortIsTaken() throws IOException {
        CalculatorUnit first = open(ms(60_000));
        CalculatorUnit second = unit(ms(60_000));
        UdpSettings taken = UdpSettings.listenOn("127.0.0.1", first.node().localPort());
        CompletionException failed = assertThrows(CompletionException.class, () -> await(second.open(vertx, taken)));
        assertInstanceOf(BindException.class, failed.getCause());
    }

    private CalculatorUnit open(long silenceNanos) {
        CalculatorUnit unit = unit(silenceNanos);
        await(unit.open(vertx, UdpSettings.listenOn("127.0.0.1", 0)));
        return unit;
    }

    private CalculatorUnit unit(long silenceNanos) {
        return unit(names, silenceNanos);
    }

    private CalculatorUnit unit(DispatcherNames names, long silenceNanos) {
        CalculatorSettings settings = new CalculatorSettings(
                SLOTS, List.of("sleep", "echo"), ms(20), silenceNanos, ms(5), ms(20), ms(30_000), 1 << 20);
        return new CalculatorUnit(
                "calc-1",
                names,
                true,
                Map.of("sleep", new SleepCalculation(vertx, 0, 0, new Random(1)), "echo", new Echo()),
                new CalculationFailures(),
                calculations -> new CalculatorCore("calc-1", 1, settings, await(names.resolve()), calculations),
                (fact, now) -> facts.add(fact));
    }

    private static AttemptId attempt(int job) {
        return new AttemptId(new JobId(5, job), 1, "disp-1");
    }

    private static Assign assign(int job, String arguments) {
        return assign(job, "sleep", arguments);
    }

    private static Assign assign(int job, String function, String arguments) {
        return new Assign(TRACE, null, attempt(job), 1, function, RawJson.of(arguments), 60_000);
    }

    /** A careless function: returns what the bytes in its arguments stand for, whatever that is. */
    private static final class Echo implements Calculation {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public CompletionStage<RawJson> start(RawJson arguments, Context context) {
            String hex = arguments.toString().replace("\"", "");
            return CompletableFuture.completedFuture(new RawJson(HexFormat.of().parseHex(hex)));
        }
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
