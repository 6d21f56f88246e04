package io.spoor.protocol.json;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a codec made of a datagram. */
final class DecodedPacket implements MessageSink {
    final List<Message> messages = new ArrayList<>();
    final List<DropReason> drops = new ArrayList<>();
    final List<String> places = new ArrayList<>();

    static DecodedPacket of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static DecodedPacket of(byte[] bytes) {
        DecodedPacket packet = new DecodedPacket();
        new JsonCodec().decode(bytes, 0, bytes.length, packet);
        return packet;
    }

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    @Override
    public void onDropped(DropReason reason, String where) {
        drops.add(reason);
        places.add(where);
    }
}
