package io.spoor.calculator;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.spoor.calculator.compute.Calculation;
import io.spoor.calculator.compute.CalculationFailures;
import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.calculator.core.Breakdown;
import io.spoor.calculator.core.BreakdownSettings;
import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.Calculator;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorSettings;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.config.StartupFailure;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.DispatcherNames;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.Resolver;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The calculators of this process, each on an event loop, with everything that reads their facts. */
@ApplicationScoped
public class CalculatorService {
    private static final Logger LOG = System.getLogger(CalculatorService.class.getName());

    /** A calculator's heartbeats are numbered from one of so many numbers: too many to guess one. */
    private static final long FIRST_NUMBERS = 1L << 44;

    private final Vertx vertx;
    private final CalculatorConfig config;
    private final Identities identities;
    private final Instance<Calculation> calculations;
    private final MeterRegistry registry;
    private final OpenTelemetry openTelemetry;
    private final SecureRandom random = new SecureRandom();

    private volatile List<CalculatorUnit> units = List.of();
    private volatile boolean draining;

    @Inject
    CalculatorService(
            Vertx vertx,
            CalculatorConfig config,
            Identities identities,
            Instance<Calculation> calculations,
            MeterRegistry registry,
            OpenTelemetry openTelemetry) {
        this.vertx = vertx;
        this.config = config;
        this.identities = identities;
        this.calculations = calculations;
        this.registry = registry;
        this.openTelemetry = openTelemetry;
    }

    /**
     * Resolves the dispatchers, binds the sockets and begins to send heartbeats. A name that does not resolve may be that of a
     * service that comes later: it is told once, and looked up again.
     *
     * @return fails with a {@link StartupFailure}: an address that cannot be used, a port in use, a function that is not there
     */
    Future<List<CalculatorUnit>> start() {
        if (config.count() > 1 && config.port() != 0) {
            return Future.failedFuture(new StartupFailure("port: must be 0, any free one, with a count above 1"));
        }
        return open().recover(e ->
                Future.failedFuture(e instanceof IOException ? new StartupFailure(String.valueOf(e.getMessage())) : e));
    }

    private Future<List<CalculatorUnit>> open() {
        DispatcherNames names =
                new DispatcherNames(new Resolver(vertx), DispatcherName.parse(config.dispatchers()), config.host());
        return names.resolve()
                .map(dispatchers -> makeUnits(names, dispatchers))
                .recover(e -> e instanceof UnknownHostException
                        ? Future.succeededFuture(makeUnitsWithout(names, e))
                        : Future.failedFuture(e))
                .compose(this::open);
    }

    /** No dispatcher is known yet. */
    private List<CalculatorUnit> makeUnitsWithout(DispatcherNames names, Throwable why) {
        String trouble = String.valueOf(why.getMessage());
        LOG.log(Level.WARNING, trouble + "; looked up again every " + config.resolveMs() + " ms");
        List<CalculatorUnit> made = makeUnits(names, List.of());
        made.forEach(unit -> unit.startsWithout(trouble));
        return made;
    }

    private Future<List<CalculatorUnit>> open(List<CalculatorUnit> made) {
        return Future.all(made.stream()
                        .map(unit -> unit.open(vertx, udpSettings()))
                        .toList())
                .map(opened -> {
                    units = made;
                    CalculatorMetrics.observe(registry, made);
                    vertx.setPeriodic(config.resolveMs(), timer -> made.forEach(CalculatorUnit::resolveAgain));
                    return made;
                });
    }

    private List<CalculatorUnit> makeUnits(DispatcherNames names, List<Endpoint> dispatchers) {
        Map<String, Calculation> functions = Functions.offered(config.functions(), calculations);
        CalculationFailures failures = new CalculationFailures();
        CalculatorMetrics metrics = new CalculatorMetrics(registry, config.count() * config.slots());
        return identities.all().stream()
                .map(identity -> new CalculatorUnit(
                        identity,
                        names,
                        config.port() == 0,
                        functions,
                        failures,
                        port -> makeCore(identity, dispatchers, port),
                        readers(identity, metrics)))
                .toList();
    }

    private Calculator makeCore(String identity, List<Endpoint> dispatchers, Calculations port) {
        CalculatorSettings settings = CoreSettings.of(config);
        BreakdownSettings breakdown = CoreSettings.of(config.breakdown());
        CalculatorCore core =
                new CalculatorCore(identity, 1 + random.nextLong(FIRST_NUMBERS), settings, dispatchers, port);
        return new Breakdown(core, breakdown, new SplittableRandom(random.nextLong()));
    }

    private FactListener<CalculatorEvent> readers(String identity, CalculatorMetrics metrics) {
        CalculatorTelemetry telemetry = new CalculatorTelemetry(
                openTelemetry, identity, config.telemetry().endpoint().isPresent());
        CalculatorLog log = new CalculatorLog(identity);
        return (fact, nowNanos) -> {
            telemetry.on(fact, nowNanos);
            metrics.on(fact, nowNanos);
            log.on(fact, nowNanos);
        };
    }

    private UdpSettings udpSettings() {
        return new UdpSettings(
                config.host(),
                config.port(),
                config.socket().receiveBufferBytes(),
                config.socket().sendBufferBytes());
    }

    /** Completes when every calculator has left, which takes {@code drainMs} at most. */
    Future<Void> stop() {
        draining = true;
        return Future.join(units.stream().map(CalculatorUnit::drain).toList()).mapEmpty();
    }

    /** Whether every calculator has lately had an answer from a dispatcher, and takes work. */
    boolean isRegistered() {
        return !units.isEmpty() && !draining && units.stream().allMatch(CalculatorUnit::isRegistered);
    }

    /** Completes as soon as all event loops get to it: they do not, if something blocks one. */
    Future<Void> probe() {
        return Future.all(units.stream()
                        .map(unit -> unit.node().execute((nowNanos, out) -> {}))
                        .toList())
                .mapEmpty();
    }
}
