package io.spoor.protocol.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.marshal.Serializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that grows: {@code ExportTraceServiceRequest}s in protobuf, one behind the other, which is the request with the
 * spans of them all, since protobuf joins what is repeated.
 */
final class EncodedSpans extends Marshaler {
    private static final String NO_JSON = "";

    private final List<byte[]> parts = new ArrayList<>();
    private int bytes;
    private int spans;

    void add(byte[] request, int spansInIt) {
        parts.add(request);
        bytes += request.length;
        spans += spansInIt;
    }

    int spans() {
        return spans;
    }

    @Override
    public int getBinarySerializedSize() {
        return bytes;
    }

    @Override
    protected void writeTo(Serializer output) throws IOException {
        for (byte[] part : parts) {
            output.writeSerializedMessage(part, NO_JSON);
        }
    }
}
