package io.spoor.dispatcher;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.config.Launcher;
import io.spoor.protocol.config.SoftExit;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Takes jobs from clients and gives each to a free calculator. */
@QuarkusMain
public final class DispatcherMain implements QuarkusApplication {
    private static final String APP = "dispatcher";
    private static final long START_WITHIN_SECONDS = 30;

    private final DispatcherService service;
    private final DispatcherConfig config;
    private final HttpServer http;

    @Inject
    DispatcherMain(DispatcherService service, DispatcherConfig config, HttpServer http) {
        this.service = service;
        this.config = config;
        this.http = http;
    }

    /** Checks the command line and the configuration, then boots. */
    public static void main(String... args) {
        Launcher.ofService(APP, DispatcherConfig.class)
                .launch(args, rest -> new SoftExit(APP).run(exit -> Quarkus.run(DispatcherMain.class, exit, rest)));
    }

    @Override
    public int run(String... args) {
        return Launcher.guard(APP, () -> {
            DispatcherService.Running running = service.start()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_WITHIN_SECONDS, TimeUnit.SECONDS);
            Launcher.sayStarted(config.log(), APP, startLine(running));
            Quarkus.waitForExit();
            return 0;
        });
    }

    /** What scripts wait for, and people copy the address from. */
    private String startLine(DispatcherService.Running running) {
        return running.identity() + " listening on "
                + new Endpoint(config.host(), running.node().localPort()) + " transport="
                + running.node().transport() + " "
                + Launcher.metricsAt(config.management().host(), managementPort());
    }

    /** Quarkus knows only a port that it had to choose itself. */
    private int managementPort() {
        int asked = config.management().port();
        return asked == 0 ? http.getManagementPort() : asked;
    }

    void onShutdown(@Observes ShutdownEvent event) throws Exception {
        service.stop().toCompletionStage().toCompletableFuture().get(service.stopWithinMs(), TimeUnit.MILLISECONDS);
    }
}
