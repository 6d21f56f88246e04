package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import java.util.ArrayList;
import java.util.List;

/** A real Jaeger v2 on free ports, with the kit's configuration; it ends with the test that started it. */
final class JaegerProcess implements TraceStore {
    private static final String CONFIG = "deploy/monitoring/jaeger/all.yml";

    private final App app;
    private final int otlpPort;
    private final int queryPort;

    private JaegerProcess(App app, int otlpPort, int queryPort) {
        this.app = app;
        this.otlpPort = otlpPort;
        this.queryPort = queryPort;
    }

    static JaegerProcess start(Processes processes, List<String> program) {
        int otlp = Processes.freePort();
        int query = Processes.freePort();
        List<String> command = new ArrayList<>(program);
        command.add("--config=" + Checkout.ROOT.resolve(CONFIG));
        command.add("--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:" + otlp);
        command.add("--set=receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + Processes.freePort());
        command.add("--set=extensions.jaeger_query.http.endpoint=127.0.0.1:" + query);
        command.add("--set=extensions.jaeger_query.grpc.endpoint=127.0.0.1:" + Processes.freePort());
        command.add("--set=service.telemetry.metrics.level=none");
        App app = processes.start("jaeger", new ProcessBuilder(command));
        app.err().await("Everything is ready");
        return new JaegerProcess(app, otlp, query);
    }

    @Override
    public String endpoint() {
        return "http://127.0.0.1:" + otlpPort;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + queryPort;
    }

    @Override
    public void close() {
        app.destroy();
    }
}
