package io.spoor.protocol.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;

/** The way to the collector. Neither method blocks; an implementation says itself, in the log, why a request failed. */
interface SpanChannel {
    /** Sends an {@code ExportTraceServiceRequest} of that many spans; success: the collector has taken it. */
    CompletableResultCode send(Marshaler request, int spans);

    /** Nothing is sent after it. */
    CompletableResultCode close();
}
