package io.spoor.tests.sim;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import java.util.List;

/**
 * One datagram under way.
 *
 * @param number counts the packets of a world; a duplicate has the number of its original
 */
public record Packet(long number, Endpoint from, Endpoint to, Wire.Content content) {
    public List<Message> messages() {
        return content.messages();
    }
}
