package io.spoor.client.cli;

import io.spoor.client.ClientTelemetry;
import io.spoor.client.InstanceTelemetry;
import io.spoor.client.Spoor;
import io.spoor.client.SpoorSettings;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.load.Draw;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Opens the session of a command from what Quarkus has set up. */
@Singleton
final class ClientShell {
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
     * Opens a client with the config and what the options override.
     *
     * @param single whether it asks for one job only, which is then sampled for certain
     * @throws UserError if no dispatcher's name can be resolved or the socket cannot be had
     */
    Session open(ClientOptions options, boolean single) {
        SpoorSettings settings = settings(options);
        ClientTelemetry spans = telemetry.create(settings, single);
        Session session = new Session(vertx, config, spans, Screen.ofStandardError());
        session.use(Session.join(Spoor.open(vertx, settings, spans, session).toCompletableFuture()));
        return session;
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
