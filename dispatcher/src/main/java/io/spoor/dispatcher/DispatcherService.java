package io.spoor.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.UdpMeters;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the core on its event loop, with everything that reads its facts. */
@ApplicationScoped
public class DispatcherService {
    private static final Logger LOG = Logger.getLogger("io.spoor.dispatcher");
    private static final long SNAPSHOT_MS = 500;
    private static final long DRAIN_LOOK_MS = 20;

    private final Vertx vertx;
    private final DispatcherConfig config;
    private final Identity identity;
    private final MeterRegistry registry;
    private final OpenTelemetry openTelemetry;
    private final SecureRandom random = new SecureRandom();
    private final PoisonJobs poisonJobs = new PoisonJobs();

    private volatile @Nullable Running running;
    private volatile boolean draining;

    /** A dispatcher at work. */
    record Running(String identity, DispatcherCore core, UdpNode<DispatcherEvent> node, DispatcherCounts counts) {}

    @Inject
    DispatcherService(
            Vertx vertx,
            DispatcherConfig config,
            Identity identity,
            MeterRegistry registry,
            OpenTelemetry openTelemetry) {
        this.vertx = vertx;
        this.config = config;
        this.identity = identity;
        this.registry = registry;
        this.openTelemetry = openTelemetry;
    }

    /** Binds the port and begins to serve. Fails with a line for a person: port in use, bad address. */
    Future<Running> start() {
        DispatcherCore core =
                new DispatcherCore(identity.name(), CoreSettings.of(config), new SplittableRandom(random.nextLong()));
        DispatcherTelemetry telemetry = new DispatcherTelemetry(
                openTelemetry, identity.name(), config.telemetry().endpoint().isPresent());
        DispatcherCounts counts = new DispatcherCounts();
        DispatcherMetrics metrics = new DispatcherMetrics(registry, counts, telemetry::traceOf);
        DispatcherLog log = new DispatcherLog(telemetry::traceOf);
        FactListener<DispatcherEvent> readers = (fact, nowNanos) -> {
            counts.on(fact, nowNanos);
            metrics.on(fact, nowNanos);
            log.on(fact, nowNanos);
            poisonJobs.on(fact, nowNanos);
            // Last: it forgets the trace of a job that ends, and the two above name it.
            telemetry.on(fact, nowNanos);
        };
        return UdpNode.serve(vertx, udpSettings(), core, readers, telemetry).map(node -> {
            UdpMeters.bind(registry, List.of(node));
            Running now = new Running(identity.name(), core, node, counts);
            running = now;
            vertx.setPeriodic(SNAPSHOT_MS, timer -> node.execute((nowNanos, out) -> metrics.update(core.snapshot())));
            return now;
        });
    }

    /**
     * Takes no new jobs and waits for those that are here, for the configured time at most. Whatever is left then is not
     * lost: its clients ask the next dispatcher, which takes over what runs.
     */
    Future<Void> stop() {
        Running now = running;
        if (now == null) {
            return Future.succeededFuture();
        }
        draining = true;
        Promise<Void> drained = Promise.promise();
        vertx.setTimer(Math.max(1, config.drainMs()), timer -> drained.tryComplete());
        now.node().execute((nowNanos, out) -> {
            now.core().drain();
            LOG.infof(
                    "%s drains: takes no new jobs, and waits up to %d ms for the %d that are open",
                    now.identity(), config.drainMs(), now.core().openJobs());
        });
        lookWhetherDrained(now, drained);
        return drained.future()
                .compose(done -> now.node().execute((nowNanos, out) -> sayWhatIsLeft(now)))
                .compose(done -> now.node().close())
                .onComplete(closed ->
                        LOG.infof("%s totals: %s", now.identity(), now.counts().totals()));
    }

    private void sayWhatIsLeft(Running now) {
        int left = now.core().openJobs();
        if (left == 0) {
            LOG.infof("%s has drained: no job is open", now.identity());
        } else {
            LOG.warnf(
                    "%s leaves %d jobs open: drainMs, %d ms, is over; their clients ask another dispatcher, or this one's"
                            + " next life",
                    now.identity(), left, config.drainMs());
        }
    }

    /** Whether new jobs are taken. */
    boolean isServing() {
        return running != null && !draining;
    }

    /** Jobs that ended ABORTED lately. */
    PoisonJobs poisonJobs() {
        return poisonJobs;
    }

    /** Completes as soon as the event loop gets to it: it does not, if something blocks it. */
    Future<Void> probe() {
        Running now = running;
        return now == null ? Future.succeededFuture() : now.node().execute((nowNanos, out) -> {});
    }

    private void lookWhetherDrained(Running now, Promise<Void> drained) {
        now.node().execute((nowNanos, out) -> {
            if (now.core().openJobs() == 0) {
                drained.tryComplete();
            } else if (!drained.future().isComplete()) {
                vertx.setTimer(DRAIN_LOOK_MS, timer -> lookWhetherDrained(now, drained));
            }
        });
    }

    private UdpSettings udpSettings() {
        return new UdpSettings(
                config.host(),
                config.port(),
                config.socket().receiveBufferBytes(),
                config.socket().sendBufferBytes());
    }

    /** How long {@link #stop} may take, with some time to close. */
    long stopWithinMs() {
        return config.drainMs() + TimeUnit.SECONDS.toMillis(2);
    }
}
