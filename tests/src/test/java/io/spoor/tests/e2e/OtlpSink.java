package io.spoor.tests.e2e;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.concurrent.atomic.AtomicLong;

/** Takes spans, counts them and keeps nothing. */
final class OtlpSink implements AutoCloseable {
    private final AtomicLong spans = new AtomicLong();
    private final OtlpServer server = new OtlpServer(this::count);

    String endpoint() {
        return server.endpoint();
    }

    long spans() {
        return spans.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void count(ResourceSpans resource) {
        for (ScopeSpans scope : resource.getScopeSpansList()) {
            spans.addAndGet(scope.getSpansCount());
        }
    }
}
