package io.spoor.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.spoor.client.core.ClientSettings;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole client over real sockets, against a scripted dispatcher. */
class SpoorTest {
    private static final long MS = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ClientSettings CORE =
            new ClientSettings(25 * MS, 100 * MS, 100 * MS, 1_000 * MS, 500 * MS, 60_000 * MS, 1_000, 1_000, 1_000);

    private final Vertx vertx = Vertx.vertx();
    private final FakeDispatcher dispatcher = new FakeDispatcher();
    private UdpNode<String> dispatcherNode;
    private Spoor spoor;

    @BeforeEach
    void open() throws Exception {
        dispatcherNode = soon(UdpNode.open(
                        vertx,
                        UdpSettings.listenOn("127.0.0.1", 0),
                        dispatcher,
                        (fact, now) -> {},
                        TraceContexts.FROM_THE_CORE)
                .toCompletionStage());
        spoor = soon(Spoor.open(settings("127.0.0.1")));
    }

    @AfterEach
    void close() throws Exception {
        spoor.close();
        soon(vertx.close().toCompletionStage());
    }

    private SpoorSettings settings(String host) {
        return new SpoorSettings(
                "test",
                List.of(new DispatcherName(host, dispatcherNode.localPort())),
                CORE,
                60_000,
                UdpSettings.listenOn("0.0.0.0", 0));
    }

    private static <T> T soon(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldBringTheAnswer() throws Exception {
        Outcome outcome = soon(spoor.submit("echo", " {\"x\": 12} ", LONG));
        assertEquals(Status.OK, outcome.status());
        assertEquals("{\"x\": 12}", String.valueOf(outcome.result()));
        assertEquals("calc-1", outcome.calculator());
    }

    @Test
    void shouldAskAgainWhenAPacketIsLost() throws Exception {
        assertTrue(soon(spoor.submit("lossy", "1", LONG)).isOk());
        assertEquals(
                2, dispatcher.heard.stream().filter(Submit.class::isInstance).count());
    }

    @Test
    void shouldBringAFailureWithItsReason() throws Exception {
        Outcome outcome = soon(spoor.submit("fail", "1", LONG));
        assertEquals(Status.INTERNAL, outcome.status());
        assertEquals("it fails", outcome.reason());
    }

    @Test
    void shouldEndWhatNobodyAnswers() throws Exception {
        Outcome outcome = soon(spoor.submit("deaf", "1", Duration.ofMillis(50)));
        assertFalse(outcome.answered());
    }

    @Test
    void shouldTakeAJobBack() throws Exception {
        PendingJob job = spoor.submit("hang", "1", LONG);
        job.takeBack();
        assertEquals(Status.CANCELLED, soon(job).status());
    }

    @Test
    void shouldAnswerManyAtOnce() throws Exception {
        PendingJob[] jobs = new PendingJob[500];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = spoor.submit("echo", "" + i, LONG);
        }
        soon(CompletableFuture.allOf(jobs));
        for (int i = 0; i < jobs.length; i++) {
            assertEquals("" + i, String.valueOf(jobs[i].join().result()));
        }
    }

    @ParameterizedTest
    @CsvSource({"bad name,1,1000,0", "echo,{,1000,0", "echo,1,0,0", "echo,1,1000,101", "echo,1,1000,-1"})
    void shouldRefuseAtOnceWhatCannotBeAskedFor(String function, String arguments, long timeoutMs, int attempts) {
        PendingJob job = spoor.submit(function, arguments, Duration.ofMillis(timeoutMs), attempts);
        assertTrue(job.isDone());
        assertEquals(Status.INVALID_ARGUMENT, job.join().status());
        assertTrue(dispatcher.heard.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 1_200, 70_000, 20_000_000})
    void shouldRefuseArgumentsThatNoPacketCarries(int bytes) {
        String huge = "\"" + "x".repeat(bytes - 2) + "\"";
        Outcome outcome = spoor.submit("echo", huge, LONG).join();
        assertEquals(Status.INVALID_ARGUMENT, outcome.status());
        assertEquals(bytes + " bytes of JSON, which is more than 512", outcome.reason());
        assertTrue(dispatcher.heard.isEmpty());
    }

    @Test
    void shouldNotLeaveAJobOpenForEverWhenItIsClosed() throws Exception {
        PendingJob job = spoor.submit("hang", "1", LONG);
        soon(spoor.execute((core, now, out) -> {}));
        spoor.close();
        assertThrows(CompletionException.class, job::join);
    }

    /** The two are let go at the same moment, again and again: some submits then come between the steps of the close. */
    @Test
    void shouldEndEveryJobThatIsSubmittedWhileItIsClosed() throws Exception {
        for (int round = 0; round < 400; round++) {
            Spoor closing = soon(Spoor.open(vertx, settings("127.0.0.1"), ClientObserver.NONE, (fact, now) -> {}));
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                await(together);
                closing.close();
            });
            List<PendingJob> jobs = new ArrayList<>();
            await(together);
            for (int i = 0; i < 50; i++) {
                jobs.add(closing.submit("hang", "1", LONG));
            }
            soon(closed);
            for (PendingJob job : jobs) {
                ExecutionException e = assertThrows(ExecutionException.class, () -> soon(job));
                assertTrue(String.valueOf(e.getMessage()).endsWith("the client is closed"), e::toString);
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldFailJobsAfterItsOwnVertxHasEnded() {
        spoor.close();
        PendingJob job = spoor.submit("echo", "1", LONG);
        assertTrue(job.isCompletedExceptionally());
        assertTrue(spoor.execute((core, now, out) -> {}).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void shouldSayWhichNameItCannotResolve() {
        ExecutionException e =
                assertThrows(ExecutionException.class, () -> soon(Spoor.open(settings("nobody.invalid"))));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot resolve the host name \"nobody.invalid\""));
    }

    @Test
    void shouldOpenANewSocketWhenTheDispatcherSaysNothing() throws Exception {
        ClientSettings impatient =
                new ClientSettings(25 * MS, 100 * MS, 100 * MS, 1_000 * MS, 500 * MS, 150 * MS, 1_000, 1_000, 1_000);
        SpoorSettings settings = new SpoorSettings(
                "test-2",
                List.of(new DispatcherName("127.0.0.1", dispatcherNode.localPort())),
                impatient,
                60_000,
                UdpSettings.listenOn("0.0.0.0", 0));
        try (Spoor lonely = soon(Spoor.open(settings))) {
            int port = lonely.node().localPort();
            PendingJob job = lonely.submit("deaf", "1", LONG);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> lonely.node().localPort() != port);
            assertTrue(soon(lonely.submit("echo", "1", LONG)).isOk());
            assertFalse(job.isDone());
        }
    }

    @Test
    void shouldCarryTheJobsTraceIdAlsoWithoutSpans() throws Exception {
        PendingJob job = spoor.submit("echo", "1", LONG);
        soon(job);
        Message submit = dispatcher.heard.get(0);
        assertTrue(submit.trace().traceparent().startsWith("00-" + job.jobId() + "-"));
        assertTrue(submit.trace().traceparent().endsWith("-00"));
    }

    @Test
    void shouldMakeASpanWhoseTraceIdIsTheJobs() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setIdGenerator(new JobIdTelemetry())
                .setSampler(new SamplingTelemetry(0))
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()) {
            OpenTelemetrySdk sdk =
                    OpenTelemetrySdk.builder().setTracerProvider(provider).build();
            ClientTelemetry telemetry = new ClientTelemetry(sdk, settings("127.0.0.1"), true);
            try (Spoor traced = soon(Spoor.open(vertx, settings("127.0.0.1"), telemetry, (fact, now) -> {}))) {
                PendingJob job = traced.submit("fail", "1", LONG);
                soon(job);

                SpanData span = spans.getFinishedSpanItems().get(0);
                assertEquals("submit", span.getName());
                assertEquals(SpanKind.CLIENT, span.getKind());
                assertEquals(job.jobId().toString(), span.getTraceId());
                assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
                String traceparent = dispatcher.heard.get(0).trace().traceparent();
                assertEquals("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01", traceparent);
            }
        }
    }
}
