package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.ClientObserver;
import io.spoor.client.FakeDispatcher;
import io.spoor.client.Spoor;
import io.spoor.client.SpoorSettings;
import io.spoor.client.core.ClientSettings;
import io.spoor.client.load.Draw;
import io.spoor.client.load.Pace;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import io.spoor.client.load.Workload.Limit;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workloads over real sockets, against a scripted dispatcher. */
class WorkloadRunnerTest {
    private static final long MS = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final Statistics statistics = new Statistics();
    private final AtomicReference<@Nullable WorkloadRunner> running = new AtomicReference<>();
    private Spoor spoor;

    @BeforeEach
    void open() throws Exception {
        UdpNode<String> dispatcher = soon(UdpNode.open(
                        vertx,
                        UdpSettings.listenOn("127.0.0.1", 0),
                        new FakeDispatcher(),
                        (fact, now) -> {},
                        TraceContexts.FROM_THE_CORE)
                .toCompletionStage());
        ClientSettings core =
                new ClientSettings(25 * MS, 100 * MS, 100 * MS, 1_000 * MS, 500 * MS, 60_000 * MS, 1_000, 1_000, 1_000);
        SpoorSettings settings = new SpoorSettings(
                "test-1",
                List.of(new DispatcherName("127.0.0.1", dispatcher.localPort())),
                core,
                60_000,
                UdpSettings.listenOn("0.0.0.0", 0));
        spoor = soon(Spoor.open(vertx, settings, ClientObserver.NONE, (fact, now) -> {
            WorkloadRunner runner = running.get();
            if (runner != null) {
                runner.on(fact, now);
            }
        }));
    }

    @AfterEach
    void close() throws Exception {
        spoor.close();
        soon(vertx.close().toCompletionStage());
    }

    private WorkloadRunner runner(String function, Pace pace, Limit limit) {
        Workload workload = new Workload(
                pace,
                limit,
                () -> new Draw(12, 0),
                draw -> spoor.request(
                        spoor.newJobId(), function, draw.arguments(), Duration.ofSeconds(20), 0, Duration.ZERO),
                statistics);
        WorkloadRunner runner = new WorkloadRunner(vertx, spoor, workload, statistics);
        running.set(runner);
        return runner;
    }

    private static <T> T soon(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldRunAClosedLoopToItsCount() throws Exception {
        WorkloadRunner runner = runner("square", Pace.outstanding(10), new Limit(300, 0));
        soon(runner.start());
        Statistics end = soon(runner.inTheEnd());
        assertEquals(300, end.ok());
        assertEquals(300, end.sent());
        assertEquals(300, end.calculators().get("calc-1"));
    }

    @Test
    void shouldKeepTheScheduleOfAnOpenLoop() throws Exception {
        WorkloadRunner runner = runner("square", Pace.rate(500), new Limit(50, 0));
        soon(runner.start());
        Statistics end = soon(runner.inTheEnd());
        assertEquals(50, end.ok());
        assertTrue(end.elapsedNanos() >= 98 * MS, "50 jobs at 500 a second");
    }

    @Test
    void shouldEndWhenItsTimeIsOver() throws Exception {
        soon(runner("square", Pace.random(MS, 2 * MS, new java.util.Random(1)), new Limit(0, 50 * MS))
                .start());
        assertTrue(statistics.copy().ok() > 0);
    }

    @Test
    void shouldCancelWhatIsOpenAfterTheTimeToDrain() throws Exception {
        WorkloadRunner runner = runner("hang", Pace.outstanding(3), new Limit(0, 0));
        var done = runner.start();
        soon(runner.soFar());
        runner.drain(10);
        soon(done);
        Statistics end = soon(runner.inTheEnd());
        assertEquals(3, end.sent());
        assertEquals(3, end.failed(), "cancelled by the dispatcher");
        assertEquals(0, end.unanswered());
    }
}
