package io.spoor.client.cli;

import io.spoor.client.ClientTelemetry;
import io.spoor.client.Spoor;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.DispatcherBack;
import io.spoor.client.core.ClientEvent.DispatcherLost;
import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DispatchersChanged;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.JobRequest;
import io.spoor.client.load.Draw;
import io.spoor.client.load.Pace;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.StatisticsReport;
import io.spoor.client.load.Workload;
import io.spoor.protocol.udp.FactListener;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One use of the command line: an open client, what it prints, and how it ends. The methods wait; they are called on the
 * main thread, never on the event loop.
 */
final class Session implements AutoCloseable, FactListener<ClientEvent> {
    private static final int LIVE_SECONDS_ON_TERMINAL = 1;
    private static final int LIVE_SECONDS_ELSEWHERE = 10;
    private static final long NANOS_PER_MS = 1_000_000;
    /** A collector that does not answer must not keep the user. */
    private static final long FLUSH_MS = 800;

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

    Session(Vertx vertx, ClientConfig config, ClientTelemetry telemetry, Screen screen) {
        this.vertx = vertx;
        this.config = config;
        this.telemetry = telemetry;
        this.screen = screen;
        this.links = new TraceLinks(config.jaegerUrl().orElse(""));
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

    /** Jobs of the function that gives x² for x. */
    Workload squares(
            ClientOptions options, Pace pace, Workload.Limit limit, Supplier<Draw> draws, Statistics statistics) {
        String function = options.function(config);
        Duration timeout = options.timeout(config);
        int attempts = options.attempts(config);
        Duration attemptTimeout = options.attemptTimeout(config);
        JobRequest checked = spoor().request(
                        spoor().newJobId(), function, new Draw(0, -1).arguments(), timeout, attempts, attemptTimeout);
        return new Workload(
                pace,
                limit,
                draws,
                draw -> spoor().request(
                                spoor().newJobId(),
                                checked.function(),
                                draw.arguments(),
                                timeout,
                                attempts,
                                attemptTimeout),
                statistics);
    }

    /** Runs the workload to its end, showing how it goes; a signal ends it softly. */
    Statistics run(Workload workload, Statistics statistics) {
        WorkloadRunner runner = new WorkloadRunner(vertx, spoor(), workload, statistics);
        running = runner;
        Interrupts.endBy(() -> {
            interrupted = true;
            screen.line("stopping: no new jobs, waiting for the open ones (again: at once)");
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
        if (fact instanceof DispatcherSilent silent) {
            screen.line("no dispatcher has said anything for " + silent.silentNanos() / NANOS_PER_MS + " ms");
        } else if (fact instanceof DispatcherLost lost) {
            screen.line("the dispatcher at " + lost.at() + " has said nothing for " + lost.silentNanos() / NANOS_PER_MS
                    + " ms: " + lost.jobs() + " jobs ask another");
        } else if (fact instanceof DispatcherBack back) {
            screen.line(back.dispatcher() + " answers again");
        } else if (fact instanceof DispatchersChanged changed) {
            screen.line("dispatchers are at " + changed.dispatchers() + " now");
        } else if (fact instanceof DispatcherMet met) {
            screen.line(met.dispatcher() + " answers");
        }
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
            file.close();
        }
    }
}
