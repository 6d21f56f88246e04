package io.spoor.tests.e2e;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages from and to the bytes of datagrams. */
final class Packets {
    private Packets() {}

    /** The messages of that type in a datagram. */
    static <M extends Message> List<M> messages(byte[] datagram, Class<M> type) {
        List<M> found = new ArrayList<>();
        new JsonCodec().decode(datagram, 0, datagram.length, new MessageSink() {
            @Override
            public void onMessage(Message message) {
                if (type.isInstance(message)) {
                    found.add(type.cast(message));
                }
            }

            @Override
            public void onDropped(DropReason reason, String detail) {
                throw new AssertionError(reason + ": " + detail);
            }
        });
        return found;
    }

    static byte[] bytes(Message message) {
        JsonCodec codec = new JsonCodec();
        return Arrays.copyOf(codec.encoded(), codec.encode(message));
    }
}
