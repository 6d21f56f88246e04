package io.spoor.tests.sim;

import io.spoor.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** Hands the messages over as they are: for speed, where the codec is not what is looked at. */
public final class ObjectWire implements Wire {
    /** About as many as fit a datagram. */
    private static final int MESSAGES_MAX = 5;

    private record Objects(List<Message> messages) implements Content {}

    @Override
    public List<Content> pack(List<Message> messages) {
        List<Content> packets = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += MESSAGES_MAX) {
            packets.add(
                    new Objects(List.copyOf(messages.subList(from, Math.min(messages.size(), from + MESSAGES_MAX)))));
        }
        return packets;
    }
}
