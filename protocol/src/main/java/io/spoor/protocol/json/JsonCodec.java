package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import java.io.IOException;

/**
 * Messages to and from the bytes of datagrams. A datagram holds one or more JSON objects with white space between them.
 *
 * <p>Packing: {@link #encode} a message, look whether its length fits what is already in the packet (a separator of one
 * byte, {@link #SEPARATOR}, and {@link Limits#PACKET_MAX_BYTES} in all), and append {@link #encoded} to it: one copy.
 *
 * <p>What {@link #decode} lets through is within all {@link Limits}. It is strict where two readers could differ
 * (integers without fraction or exponent, lower-case hex, a field that is there twice, UTF-8), and lenient where a later
 * version may add: unknown fields, and fields of other messages, are ignored whatever they hold.
 *
 * <p>Keeps buffers from call to call: one instance for one thread.
 */
public final class JsonCodec {
    /** Between two messages of a datagram. */
    public static final byte SEPARATOR = '\n';

    /** {@link #encode}: the message is longer than a packet can be. */
    public static final int TOO_LONG = -1;

    // Our own limits are checked by us and cost one message; Jackson's would cost the rest of the datagram.
    private static final StreamReadConstraints NO_MORE_THAN_A_DATAGRAM = StreamReadConstraints.builder()
            .maxNestingDepth(Limits.DATAGRAM_MAX_BYTES)
            .maxNumberLength(Limits.DATAGRAM_MAX_BYTES)
            .maxStringLength(Limits.DATAGRAM_MAX_BYTES)
            .maxNameLength(Limits.DATAGRAM_MAX_BYTES)
            .build();

    // Interning would put every name that a stranger sends into the JVM's table of strings.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(NO_MORE_THAN_A_DATAGRAM)
            .build();

    private final MessageWriter writer = new MessageWriter();
    private final FieldReader reader = new FieldReader();

    /**
     * Writes the message into {@link #encoded}, in the place of the one before. A {@code tracestate} that would make it
     * too long is left out; a {@code reason} is cut at {@link Limits#REASON_MAX_BYTES}, its escapes counted.
     *
     * @return the number of bytes, at most {@link Limits#PACKET_MAX_BYTES}, or {@link #TOO_LONG}, which takes a payload or
     *     names beyond their limits, or a heartbeat that names more than fits
     */
    public int encode(Message message) {
        writer.write(message, true);
        if (writer.length() > Limits.PACKET_MAX_BYTES && message.trace().tracestate() != null) {
            writer.write(message, false);
        }
        return writer.length() <= Limits.PACKET_MAX_BYTES ? writer.length() : TOO_LONG;
    }

    /** The buffer that holds the message encoded last, from its first byte on; valid until the next is encoded. */
    public byte[] encoded() {
        return writer.buffer();
    }

    /**
     * Reads a datagram and hands each message, and the reason for each that is none, to the sink, in their order. Throws
     * nothing itself. An object that is well-formed JSON but no message of ours does not harm its neighbours; after
     * something that is not JSON the rest of the datagram is dropped, because nothing says where the next one begins.
     */
    public void decode(byte[] bytes, int offset, int length, MessageSink sink) {
        if (length > Limits.DATAGRAM_MAX_BYTES) {
            sink.onDropped(DropReason.OVERSIZED, "datagram");
            return;
        }
        int readable = Utf8.validPrefix(bytes, offset, length);
        boolean isUtf8 = readable == length;
        try (JsonParser parser = FACTORY.createParser(bytes, offset, readable)) {
            boolean isEmpty = decodeAll(parser, bytes, offset, sink) == 0;
            if (!isUtf8) {
                sink.onDropped(DropReason.NOT_UTF8, "byte " + readable);
            } else if (isEmpty) {
                sink.onDropped(DropReason.MALFORMED, "nothing in it");
            }
        } catch (IOException e) {
            sink.onDropped(isUtf8 ? DropReason.MALFORMED : DropReason.NOT_UTF8, "rest of the datagram");
        }
    }

    /** The number of values found. */
    private int decodeAll(JsonParser parser, byte[] bytes, int offset, MessageSink sink) throws IOException {
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            count++;
            if (token == JsonToken.START_OBJECT) {
                MessageReader.read(reader.read(parser, bytes, offset), sink);
            } else {
                parser.skipChildren();
                sink.onDropped(DropReason.MALFORMED, "not an object");
            }
        }
        return count;
    }
}
