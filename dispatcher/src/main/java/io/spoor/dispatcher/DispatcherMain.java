package io.spoor.dispatcher;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.protocol.config.Launcher;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Takes jobs from clients and gives each to a free calculator. */
@QuarkusMain
public final class DispatcherMain implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("io.spoor.dispatcher");

    private final DispatcherService service;

    @Inject
    DispatcherMain(DispatcherService service) {
        this.service = service;
    }

    /** Checks the command line and the configuration, then boots. */
    public static void main(String... args) {
        Launcher.ofService("dispatcher", DispatcherConfig.class)
                .launch(args, rest -> Quarkus.run(DispatcherMain.class, rest));
    }

    @Override
    public int run(String... args) throws Exception {
        DispatcherService.Running running =
                service.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        LOG.infof(
                "%s listening on UDP port %d, %s transport",
                running.identity(), running.node().localPort(), running.node().transport());
        Quarkus.waitForExit();
        return 0;
    }

    void onShutdown(@Observes ShutdownEvent event) throws Exception {
        service.stop().toCompletionStage().toCompletableFuture().get(service.stopWithinMs(), TimeUnit.MILLISECONDS);
    }
}
