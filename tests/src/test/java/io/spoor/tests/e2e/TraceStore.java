package io.spoor.tests.e2e;

import java.util.List;

/**
 * Where spans go in a test and are read back from, by Jaeger's API: a Jaeger, if the property {@code spoor.jaeger} names its
 * program, else the collector in this process, which speaks as much of the API as is needed.
 */
interface TraceStore extends AutoCloseable {
    /** What to configure as {@code telemetry.endpoint}, with protocol {@code http/protobuf}. */
    String endpoint();

    /** What a client takes as {@code --jaeger}. */
    String url();

    @Override
    void close();

    /** The launch, with spans going here. */
    default Launch traced(Launch launch) {
        return launch.set("telemetry.endpoint", endpoint()).set("telemetry.protocol", "http/protobuf");
    }

    static TraceStore open(Processes processes) {
        String jaeger = System.getProperty("spoor.jaeger", "");
        return jaeger.isEmpty() ? new OtlpReceiver() : JaegerProcess.start(processes, List.of(jaeger));
    }
}
