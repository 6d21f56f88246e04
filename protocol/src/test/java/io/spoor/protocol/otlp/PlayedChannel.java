package io.spoor.protocol.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given to send, read by the generated classes of OTLP; the test says when and how a request ends. */
final class PlayedChannel implements SpanChannel {
    record Request(ExportTraceServiceRequest read, int bytes, int spans, CompletableResultCode result) {
        List<Span> spansRead() {
            List<Span> found = new ArrayList<>();
            for (ResourceSpans resource : read.getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    found.addAll(scope.getSpansList());
                }
            }
            return found;
        }
    }

    /** Runs when a request ends, before anybody else hears of it. */
    Runnable atEnd = () -> {};

    final List<Request> requests = new ArrayList<>();
    final CompletableResultCode closed = new CompletableResultCode();
    boolean isClosing;

    /** All spans that were sent, in their order. */
    List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.spansRead().stream())
                .toList();
    }

    @Override
    public CompletableResultCode send(Marshaler request, int spans) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            request.writeBinaryTo(bytes);
            CompletableResultCode result = new CompletableResultCode().whenComplete(() -> atEnd.run());
            requests.add(
                    new Request(ExportTraceServiceRequest.parseFrom(bytes.toByteArray()), bytes.size(), spans, result));
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableResultCode close() {
        isClosing = true;
        return closed;
    }
}
