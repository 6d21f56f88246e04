package io.spoor.client.cli;

import io.spoor.client.ClientTelemetry;
import io.spoor.client.Spoor;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.JobRequest;
import io.spoor.client.load.Draw;
import io.spoor.client.load.Pace;
import io.spoor.client.load.Question;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.StatisticsReport;
import io.spoor.client.load.Workload;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.PortProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One use of the command line: an open client, what it prints, and how it ends. The methods wait; they are called on the
 * main thread, never on the event loop.
 */
final class Session implements AutoCloseable, FactListener<ClientEvent> {
    private static final int LIVE_SECONDS_ON_TERMINAL = 1;
    private static final int LIVE_SECONDS_ELSEWHERE = 10;
    /** A collector that does not answer must not keep the user. */
    private static final long FLUSH_MS = 800;
    /** A reader of the file is behind by no more, nor is a client that is killed. */
    private static final long OUTCOMES_FLUSH_MS = 1_000;

    private final Vertx vertx;
    private final ClientConfig config;
    private final ClientTelemetry telemetry;
    private final Screen screen;
    private final TraceLinks links;
    private @Nullable Spoor spoor;
    private volatile @Nullable WorkloadRunner running;
    private volatile boolean interrupted;
    private volatile boolean showsOutcomes;
    private volatile @Nullable OutcomesFile outcomes;
    private long outcomesTimer;
    private final DispatcherNews news;

    Session(Vertx vertx, ClientConfig config, ClientTelemetry telemetry, Screen screen) {
        this.vertx = vertx;
        this.config = config;
        this.telemetry = telemetry;
        this.screen = screen;
        this.links = new TraceLinks(config.jaegerUrl().orElse(""));
        this.news = new DispatcherNews(screen::line, this::probeDispatchers);
    }

    /** Keeps the client that was opened with this session as its listener. */
    void use(Spoor opened) {
        spoor = opened;
    }

    Spoor spoor() {
        return Objects.requireNonNull(spoor, "not open");
    }

    Screen screen() {
        return screen;
    }

    TraceLinks links() {
        return links;
    }

    ClientConfig config() {
        return config;
    }

    /** Jobs of the function that ask these questions. */
    Workload workload(
            ClientOptions options,
            String function,
            Pace pace,
            Workload.Limit limit,
            Supplier<? extends Question> questions,
            Statistics statistics) {
        Duration timeout = options.timeout(config);
        int attempts = options.attempts(config);
        Duration attemptTimeout = options.attemptTimeout(config);
        checkRequest(function, new Draw(0, -1).arguments(), timeout, attempts, attemptTimeout);
        return new Workload(
                pace,
                limit,
                questions,
                asked -> spoor().request(
                                spoor().newJobId(), function, asked.arguments(), timeout, attempts, attemptTimeout),
                statistics);
    }

    /** @throws UserError if there can be no such job */
    void checkRequest(String function, RawJson arguments, Duration timeout, int attempts, Duration attemptTimeout) {
        try {
            JobRequest checked =
                    spoor().request(spoor().newJobId(), function, arguments, timeout, attempts, attemptTimeout);
            assert checked.function().equals(function);
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }

    /** Runs the workload to its end, showing how it goes; a signal ends it softly. */
    Statistics run(Workload workload, Statistics statistics) {
        WorkloadRunner runner = new WorkloadRunner(vertx, spoor(), workload, statistics);
        running = runner;
        Interrupts.endBy(() -> {
            interrupted = true;
            screen.line("stopping: no new jobs; the open ones are awaited for " + config.drainMs()
                    + " ms, then cancelled (Ctrl-C again: leave at once)");
            runner.drain(config.drainMs());
        });
        CompletableFuture<Void> done = runner.start();
        while (!isDone(done)) {
            screen.live(new StatisticsReport(join(runner.soFar())).line());
        }
        screen.settle();
        return join(runner.inTheEnd());
    }

    /** From now on each job's outcome is shown as it comes. */
    void showOutcomes() {
        showsOutcomes = true;
    }

    /** From now on each job's outcome is written to the file; closed with this session. */
    void recordTo(OutcomesFile file) {
        outcomes = file;
        outcomesTimer = vertx.setPeriodic(OUTCOMES_FLUSH_MS, id -> file.flush());
    }

    /** A signal has asked for the end. */
    boolean isInterrupted() {
        return interrupted;
    }

    private boolean isDone(CompletableFuture<Void> done) {
        try {
            done.get(screen.hasTerminal() ? LIVE_SECONDS_ON_TERMINAL : LIVE_SECONDS_ELSEWHERE, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw UserError.of(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw UserError.of(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        }
    }

    @Override
    public void on(ClientEvent fact, long nowNanos) {
        WorkloadRunner runner = running;
        if (runner != null) {
            runner.on(fact, nowNanos);
        }
        OutcomesFile file = outcomes;
        if (file != null) {
            file.on(fact);
        }
        say(fact);
    }

    private void say(ClientEvent fact) {
        if (fact instanceof JobEnded ended && showsOutcomes) {
            screen.line(links.of(ended.jobId()) + " " + OutcomeLine.of(ended.outcome()));
        }
        news.on(fact);
    }

    /** On the loop, within a turn: the core is asked in the next. */
    private void probeDispatchers() {
        spoor().execute((core, nowNanos, out) -> {
            List<Endpoint> asked = core.dispatchers();
            List<Future<Boolean>> answers = asked.stream()
                    .map(at -> PortProbe.isRefused(vertx, at, probe()))
                    .toList();
            Future.join(answers)
                    .onComplete(done -> spoor().execute((same, later, none) ->
                            news.onProbed(IntStream.range(0, asked.size())
                                    .filter(i -> answers.get(i).succeeded()
                                            && answers.get(i).result())
                                    .mapToObj(asked::get)
                                    .toList())));
        });
    }

    /** A poll for a job that nobody has: the dispatcher says so, and remembers nothing. */
    private Message probe() {
        return new Poll(TraceContext.NONE, "probe", 1, List.of(spoor().newJobId()));
    }

    @Override
    public void close() {
        screen.close();
        if (spoor != null) {
            spoor.close();
        }
        telemetry.flush(FLUSH_MS);
        OutcomesFile file = outcomes;
        if (file != null) {
            vertx.cancelTimer(outcomesTimer);
            file.close();
        }
    }
}
