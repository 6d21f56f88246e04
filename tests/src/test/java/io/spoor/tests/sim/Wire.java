package io.spoor.tests.sim;

import io.spoor.protocol.Message;
import java.util.List;

/** How messages become datagrams, as the runner does it: several to one address in one packet. */
public interface Wire {
    /** What one datagram holds. */
    interface Content {
        /** Reads the datagram. */
        List<Message> messages();
    }

    /** Packs the messages of one turn to one address, in their order. */
    List<Content> pack(List<Message> messages);
}
