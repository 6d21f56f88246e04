package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.node.Output;

/** Acknowledges each heartbeat, as a dispatcher does. */
final class AcknowledgingCore extends ScriptedCore {
    @Override
    void received(Endpoint from, Message message, long nowNanos, Output<String> out) {
        out.send(from, Peer.ack(((Message.Heartbeat) message).number()));
    }
}
