package io.spoor.protocol.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.spoor.protocol.otlp.SpanLosses.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encodes spans on the thread that ends them, a few at a time while they are still in its caches, keeps the bytes, and sends
 * them together: when {@link #flush()} is called, or as soon as there are enough. A queue of spans for another thread costs
 * more: each is fetched from memory once more there, and survives garbage collections until then.
 *
 * <p>Bounded: {@value #REQUESTS_MAX} requests on their way and one that grows. Spans beyond that are lost, and counted.
 * Safe for any thread.
 */
final class EagerSpanProcessor implements SpanProcessor {
    /** Spans encoded together: the fewer the warmer; but each such group names the process once more. */
    static final int GROUP = 32;
    /** A request is sent without waiting once it has that many. gRPC receivers take up to 4 MiB. */
    static final int REQUEST_BYTES = 1_000_000;
    /** On their way at once. */
    static final int REQUESTS_MAX = 4;

    private final SpanChannel channel;
    private final SpanLosses losses;
    private final List<SpanData> group = new ArrayList<>(GROUP);
    private final LowAllocationTraceRequestMarshaler encoder = new LowAllocationTraceRequestMarshaler();
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private final Set<CompletableResultCode> onTheirWay = ConcurrentHashMap.newKeySet();
    private EncodedSpans next = new EncodedSpans();
    private boolean isClosed;

    EagerSpanProcessor(SpanChannel channel, SpanLosses losses) {
        this.channel = channel;
        this.losses = losses;
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only what has ended is sent.
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public synchronized void onEnd(ReadableSpan span) {
        if (isClosed || !span.getSpanContext().isSampled()) {
            return;
        }
        group.add(span.toSpanData());
        if (group.size() == GROUP) {
            encode();
            if (isLarge() && maySend()) {
                send();
            }
        }
    }

    /** Sends what there is, unless too much is on its way. */
    synchronized void flush() {
        encode();
        if (maySend()) {
            send();
        }
    }

    /** Sends what there is; the result succeeds once that, and what was on its way, is with the collector. */
    @Override
    public synchronized CompletableResultCode forceFlush() {
        encode();
        send();
        return CompletableResultCode.ofAll(List.copyOf(onTheirWay));
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
        if (isClosed) {
            return CompletableResultCode.ofSuccess();
        }
        CompletableResultCode sent = forceFlush();
        isClosed = true;
        CompletableResultCode result = new CompletableResultCode();
        sent.whenComplete(() -> channel.close().whenComplete(() -> complete(result, sent.isSuccess())));
        return result;
    }

    private static void complete(CompletableResultCode result, boolean isSuccess) {
        if (isSuccess) {
            result.succeed();
        } else {
            result.fail();
        }
    }

    private void encode() {
        if (group.isEmpty()) {
            return;
        }
        try {
            if (isLarge()) {
                // It may not be sent yet.
                losses.add(Reason.FULL, group.size());
            } else {
                next.add(bytesOf(group), group.size());
            }
        } finally {
            group.clear();
        }
    }

    private byte[] bytesOf(List<SpanData> spans) {
        encoded.reset();
        try {
            encoder.initialize(spans);
            encoder.writeBinaryTo(encoded);
            return encoded.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            encoder.reset();
        }
    }

    private boolean isLarge() {
        return next.getBinarySerializedSize() >= REQUEST_BYTES;
    }

    private boolean maySend() {
        return onTheirWay.size() < REQUESTS_MAX;
    }

    private void send() {
        if (next.spans() == 0) {
            return;
        }
        EncodedSpans request = next;
        next = new EncodedSpans();
        CompletableResultCode result = channel.send(request, request.spans());
        onTheirWay.add(result);
        result.whenComplete(() -> onSent(result, request.spans()));
    }

    /** Takes no lock: a result runs this under its own, which who holds ours may be waiting for. */
    private void onSent(CompletableResultCode result, int spans) {
        onTheirWay.remove(result);
        if (!result.isSuccess()) {
            losses.add(Reason.UNSENT, spans);
        }
    }
}
