package io.spoor.calculator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.config.Launcher;
import io.spoor.protocol.config.SoftExit;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs jobs in its slots and sends heartbeats to the dispatchers. */
@QuarkusMain
public final class CalculatorMain implements QuarkusApplication {
    private static final String APP = "calculator";
    private static final long START_WITHIN_SECONDS = 30;
    private static final long CLOSE_WITHIN_MS = 2_000;

    private final CalculatorService service;
    private final CalculatorConfig config;
    private final HttpServer http;

    @Inject
    CalculatorMain(CalculatorService service, CalculatorConfig config, HttpServer http) {
        this.service = service;
        this.config = config;
        this.http = http;
    }

    /** Checks the command line and the configuration, then boots. */
    public static void main(String... args) {
        Launcher.ofService(APP, CalculatorConfig.class)
                .launch(args, rest -> new SoftExit(APP).run(exit -> Quarkus.run(CalculatorMain.class, exit, rest)));
    }

    @Override
    public int run(String... args) {
        return Launcher.guard(APP, () -> {
            List<CalculatorUnit> units = service.start()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_WITHIN_SECONDS, TimeUnit.SECONDS);
            Launcher.sayStarted(config.log(), APP, startLine(units));
            Quarkus.waitForExit();
            return 0;
        });
    }

    /** What scripts wait for, and people copy the address from. */
    private String startLine(List<CalculatorUnit> units) {
        CalculatorUnit first = units.get(0);
        String others = units.size() == 1 ? "" : " and " + (units.size() - 1) + " others";
        return first.identity() + others + " listening on "
                + new Endpoint(config.host(), first.node().localPort()) + " slots=" + config.slots() + " transport="
                + first.node().transport() + " "
                + Launcher.metricsAt(config.management().host(), managementPort());
    }

    /** Quarkus knows only a port that it had to choose itself. */
    private int managementPort() {
        int asked = config.management().port();
        return asked == 0 ? http.getManagementPort() : asked;
    }

    void onShutdown(@Observes ShutdownEvent event) throws Exception {
        service.stop()
                .toCompletionStage()
                .toCompletableFuture()
                .get(config.drainMs() + CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS);
    }
}
