package io.spoor.tests.sim;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Really writes and reads the bytes: what the codec cannot say or does not understand breaks a promise. */
public final class JsonWire implements Wire {
    private final JsonCodec codec = new JsonCodec();
    private final byte[] packet = new byte[Limits.PACKET_MAX_BYTES];
    private int length;

    @Override
    public List<Content> pack(List<Message> messages) {
        List<Content> packets = new ArrayList<>();
        for (Message message : messages) {
            append(message, packets);
        }
        close(packets);
        return packets;
    }

    private void append(Message message, List<Content> packets) {
        int bytes = codec.encode(message);
        Violation.unless(bytes != JsonCodec.TOO_LONG, "a message does not fit a packet: %s", message);
        if (length > 0 && length + 1 + bytes > packet.length) {
            close(packets);
        }
        if (length > 0) {
            packet[length++] = JsonCodec.SEPARATOR;
        }
        System.arraycopy(codec.encoded(), 0, packet, length, bytes);
        length += bytes;
    }

    private void close(List<Content> packets) {
        if (length > 0) {
            packets.add(new Bytes(Arrays.copyOf(packet, length)));
            length = 0;
        }
    }

    private final class Bytes implements Content {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public List<Message> messages() {
            List<Message> messages = new ArrayList<>();
            codec.decode(bytes, 0, bytes.length, new MessageSink() {
                @Override
                public void onMessage(Message message) {
                    messages.add(message);
                }

                @Override
                public void onDropped(DropReason reason, String where) {
                    throw new Violation("the codec does not read what it wrote: " + reason + " at " + where);
                }
            });
            return messages;
        }
    }
}
