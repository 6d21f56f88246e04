package io.spoor.client;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.DispatcherLost;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.JobRequest;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonText;
import io.spoor.protocol.udp.DispatcherNames;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.Resolver;
import io.spoor.protocol.udp.UdpNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client of one or several dispatchers: jobs in, outcomes out. One socket and one event loop, whatever the number of
 * jobs; safe to use from any thread.
 *
 * <pre>{@code
 * SpoorSettings settings = SpoorSettings.builder().dispatchers("127.0.0.1:7070").build();
 * try (Spoor spoor = Spoor.open(settings).toCompletableFuture().join()) {
 *     Outcome outcome = spoor.submit("sleep", "{\"x\": 12}", Duration.ofSeconds(30)).join();
 *     System.out.println(outcome.status() + " " + outcome.result());
 * }
 * }</pre>
 */
public final class Spoor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Spoor.class.getName());
    private static final int CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final boolean ownsVertx;
    private final SpoorSettings settings;
    private final DispatcherNames names;
    private final ClientCore core;
    private final ClientObserver observer;
    private final FactListener<ClientEvent> listener;
    private final SecureRandom random = new SecureRandom();
    private final Map<JobId, PendingJob> pending = new HashMap<>();
    private volatile @Nullable UdpNode<ClientEvent> node;
    private boolean resolving;
    private volatile long resolveTimer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Spoor(
            Vertx vertx,
            boolean ownsVertx,
            SpoorSettings settings,
            DispatcherNames names,
            List<Endpoint> dispatchers,
            ClientObserver observer,
            FactListener<ClientEvent> listener) {
        this.vertx = vertx;
        this.ownsVertx = ownsVertx;
        this.settings = settings;
        this.names = names;
        this.observer = observer;
        this.listener = listener;
        this.core = new ClientCore(settings.identity(), settings.core(), dispatchers, random);
    }

    /**
     * A client with a Vert.x instance of its own and without telemetry.
     *
     * @return fails, with a message that is a line for a person, if no dispatcher's name can be resolved or the socket
     *     cannot be had
     */
    public static CompletionStage<Spoor> open(SpoorSettings settings) {
        Vertx vertx = Vertx.vertx();
        return open(vertx, true, new Resolver(vertx), settings, ClientObserver.NONE, (fact, now) -> {})
                .onFailure(e -> vertx.close())
                .toCompletionStage();
    }

    /**
     * A client on a Vert.x instance that stays open when it is closed.
     *
     * @param observer begins the spans of jobs, such as a {@link ClientTelemetry}
     * @param listener hears every fact after the observer, on the event loop
     */
    public static CompletionStage<Spoor> open(
            Vertx vertx, SpoorSettings settings, ClientObserver observer, FactListener<ClientEvent> listener) {
        return open(vertx, false, new Resolver(vertx), settings, observer, listener)
                .toCompletionStage();
    }

    static Future<Spoor> open(
            Vertx vertx,
            boolean ownsVertx,
            Resolver resolver,
            SpoorSettings settings,
            ClientObserver observer,
            FactListener<ClientEvent> listener) {
        DispatcherNames names = new DispatcherNames(
                resolver, settings.dispatchers(), settings.socket().host());
        return names.resolve().compose(dispatchers -> {
            Spoor spoor = new Spoor(vertx, ownsVertx, settings, names, dispatchers, observer, listener);
            return spoor.start();
        });
    }

    private Future<Spoor> start() {
        return UdpNode.open(vertx, settings.socket(), core, this::onFact, observer)
                .map(opened -> {
                    node = opened;
                    resolveTimer = vertx.setPeriodic(settings.resolveMs(), id -> resolveAgain());
                    return this;
                });
    }

    /**
     * Submits a job with as many attempts as the dispatcher gives by default.
     *
     * @param function what is to be computed
     * @param argumentsJson one JSON value, at most {@link Limits#PAYLOAD_MAX_BYTES}
     * @param timeout from now to the deadline, 1 ms to 30 days
     * @return completes with the outcome; INVALID_ARGUMENT at once where the job cannot be asked for as it is
     */
    public PendingJob submit(String function, String argumentsJson, Duration timeout) {
        return submit(function, argumentsJson, timeout, 0, Duration.ZERO);
    }

    /** Submits a job each attempt of which may take as long as the job has time. */
    public PendingJob submit(String function, String argumentsJson, Duration timeout, int attempts) {
        return submit(function, argumentsJson, timeout, attempts, Duration.ZERO);
    }

    /**
     * Submits a job.
     *
     * @param attempts most attempts, 1..{@link Limits#ATTEMPTS_MAX}; 1: never knowingly run twice; 0: the dispatcher's
     *     default
     * @param attemptTimeout longest time for one attempt; zero: as long as the job has time
     */
    public PendingJob submit(
            String function, String argumentsJson, Duration timeout, int attempts, Duration attemptTimeout) {
        JobId jobId = newJobId();
        PendingJob job = new PendingJob(jobId, this::takeBack);
        try {
            JobRequest request =
                    request(jobId, function, JsonText.payload(argumentsJson), timeout, attempts, attemptTimeout);
            submit(request, job);
        } catch (IllegalArgumentException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "not a job: " + e);
            job.complete(Outcome.failed(Status.INVALID_ARGUMENT, reason, 0));
        }
        return job;
    }

    private void submit(JobRequest request, PendingJob job) {
        if (closed.get()) {
            job.completeExceptionally(isClosed());
            return;
        }
        node().execute((nowNanos, out) -> {
                    // Looked at again: once close() has abandoned what was pending, nobody else would.
                    if (closed.get()) {
                        job.completeExceptionally(isClosed());
                    } else {
                        pending.put(request.jobId(), job);
                        core.submit(request, nowNanos, out);
                    }
                })
                .onFailure(e -> job.completeExceptionally(closed.get() ? isClosed() : e));
    }

    private void takeBack(JobId jobId) {
        execute((client, nowNanos, out) -> client.cancel(jobId, nowNanos, out));
    }

    /** A name for a new job. */
    public JobId newJobId() {
        return JobId.random(random);
    }

    /**
     * A checked request, for {@link #execute}.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message is a line for a person
     */
    public JobRequest request(
            JobId jobId, String function, RawJson arguments, Duration timeout, int attempts, Duration attemptTimeout) {
        if (!Limits.isName(function)) {
            throw new IllegalArgumentException("\"" + function + "\" is not the name of a function, which has 1 to "
                    + Limits.NAME_MAX_LENGTH + " letters, digits, '.', '_' or '-'");
        }
        long timeoutMs = timeout.toMillis();
        if (timeoutMs < 1 || timeoutMs > Limits.TIMEOUT_MAX_MS) {
            throw new IllegalArgumentException(
                    "a job's timeout is 1 to " + Limits.TIMEOUT_MAX_MS + " ms, not " + timeoutMs);
        }
        if (attempts < 0 || attempts > Limits.ATTEMPTS_MAX) {
            throw new IllegalArgumentException("a job has 1 to " + Limits.ATTEMPTS_MAX
                    + " attempts, or 0 for as many as the dispatcher gives, not " + attempts);
        }
        long attemptMs = attemptTimeout.toMillis();
        if (attemptMs < 0 || attemptMs > Limits.TIMEOUT_MAX_MS || (attemptMs == 0 && !attemptTimeout.isZero())) {
            throw new IllegalArgumentException("a timeout of an attempt is 1.." + Limits.TIMEOUT_MAX_MS
                    + " ms, or 0 for none, not " + attemptTimeout);
        }
        return new JobRequest(
                jobId, function, JsonText.payload(arguments), timeoutMs, attempts, attemptMs, unsampled(jobId));
    }

    /** What a job's messages carry where no span is made: its trace id and no more. */
    private TraceContext unsampled(JobId jobId) {
        String spanId = HexFormat.of().toHexDigits(random.nextLong() | 1);
        return TraceContext.of("00-" + jobId + "-" + spanId + "-00");
    }

    /**
     * Does something with the core in one turn of its loop: for generators of load, which follow their jobs through the
     * facts and need no future for each.
     *
     * @return completes when it is done; fails once this client is closed
     */
    public CompletionStage<Void> execute(LoopCommand command) {
        return node().execute((nowNanos, out) -> command.run(core, nowNanos, out))
                .toCompletionStage();
    }

    /** Packets and their troubles. */
    public UdpNode<ClientEvent> node() {
        return Objects.requireNonNull(node, "not open");
    }

    /** Ends the client; jobs that are open complete exceptionally. Waits for it: not to be called on an event loop. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        vertx.cancelTimer(resolveTimer);
        Future<Void> closed = node().execute((nowNanos, out) -> abandonPending())
                .compose(done -> node().close())
                .compose(done -> ownsVertx ? vertx.close() : Future.succeededFuture());
        try {
            closed.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "not closed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandonPending() {
        pending.values().forEach(job -> job.completeExceptionally(isClosed()));
        pending.clear();
    }

    private static IllegalStateException isClosed() {
        return new IllegalStateException("the client is closed");
    }

    private void onFact(ClientEvent fact, long nowNanos) {
        observer.on(fact, nowNanos);
        listener.on(fact, nowNanos);
        if (fact instanceof JobEnded ended) {
            PendingJob job = pending.remove(ended.jobId());
            if (job != null) {
                job.complete(ended.outcome());
            }
        } else if (fact instanceof DispatcherSilent) {
            onSilence();
        } else if (fact instanceof DispatcherLost) {
            resolveAgain();
        }
    }

    /** No dispatcher answers: perhaps the names stand for other addresses now, or an address translation has gone stale. */
    private void onSilence() {
        resolveAgain();
        if (settings.socket().port() == 0) {
            node().renewSocket()
                    .onFailure(e -> LOG.log(
                            Level.WARNING,
                            "the dispatchers are silent, and a new socket cannot be opened: {0}",
                            e.getMessage()));
        }
    }

    private void resolveAgain() {
        execute((client, nowNanos, out) -> {
            if (!resolving) {
                resolving = true;
                names.resolve().onComplete(result -> {
                    if (result.failed()) {
                        LOG.log(Level.WARNING, result.cause().getMessage());
                    }
                    onResolved(result.succeeded() ? result.result() : null);
                });
            }
        });
    }

    private void onResolved(@Nullable List<Endpoint> found) {
        execute((client, nowNanos, out) -> {
            resolving = false;
            if (found != null) {
                client.onDispatchersResolved(found, nowNanos, out);
            }
        });
    }
}
