package io.spoor.client.cli;

import io.spoor.client.ClientObserver;
import io.spoor.client.ClientTelemetry;
import io.spoor.client.InstanceTelemetry;
import io.spoor.client.Spoor;
import io.spoor.client.SpoorSettings;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.load.Draw;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Opens the session of a command from what Quarkus has set up. */
@Singleton
final class ClientShell {
    private static final Logger LOG = System.getLogger(ClientShell.class.getName());

    private final Vertx vertx;
    private final ClientConfig config;
    private final InstanceTelemetry instance;
    private final ClientTelemetry.Factory telemetry;

    @Inject
    ClientShell(Vertx vertx, ClientConfig config, InstanceTelemetry instance, ClientTelemetry.Factory telemetry) {
        this.instance = instance;
        this.vertx = vertx;
        this.config = config;
        this.telemetry = telemetry;
    }

    ClientConfig config() {
        return config;
    }

    /**
     * Opens a client with the config and what the options override. One that has a load to bring waits for dispatchers whose
     * name does not resolve yet: it may be that of a service that comes later.
     *
     * @param single whether it asks for one job only, which is then sampled for certain, and waits for nobody
     * @throws UserError if no dispatcher's name can be resolved (with one job) or the socket cannot be had
     */
    Session open(ClientOptions options, boolean single) {
        SpoorSettings settings = settings(options);
        ClientTelemetry spans = telemetry.create(settings, single);
        Session session = new Session(vertx, config, spans, Screen.ofStandardError());
        // Spans that go nowhere would cost time, and packets that say "sampled" would make the services record theirs.
        ClientObserver observer = config.telemetry().endpoint().isPresent() ? spans : ClientObserver.NONE;
        Supplier<CompletionStage<Spoor>> opening = () -> Spoor.open(vertx, settings, observer, session);
        CompletionStage<Spoor> opened = single ? opening.get() : openOnceResolved(opening, true);
        session.use(Session.join(opened.toCompletableFuture()));
        return session;
    }

    private CompletionStage<Spoor> openOnceResolved(Supplier<CompletionStage<Spoor>> opening, boolean first) {
        return opening.get().exceptionallyCompose(e -> {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            if (!(cause instanceof UnknownHostException)) {
                return CompletableFuture.failedStage(cause);
            }
            if (first) {
                LOG.log(Level.WARNING, cause.getMessage() + "; trying again every " + config.resolveMs() + " ms");
            }
            return vertx.timer(config.resolveMs(), TimeUnit.MILLISECONDS)
                    .toCompletionStage()
                    .thenCompose(over -> openOnceResolved(opening, false));
        });
    }

    private SpoorSettings settings(ClientOptions options) {
        try {
            return SpoorSettings.of(config, instance.identity(), options.dispatchers(config));
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }

    /** A random question; the calculator takes so long, or as it likes if negative. */
    static Draw draw(RandomGenerator random, long sleepMs) {
        return new Draw(random.nextLong(Draw.X_MAX), sleepMs);
    }
}
