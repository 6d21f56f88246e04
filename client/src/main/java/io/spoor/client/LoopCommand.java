package io.spoor.client;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.protocol.node.Output;

/** Something to do with the core on its event loop, in one turn with one time. It must not block. */
@FunctionalInterface
public interface LoopCommand {
    void run(ClientCore core, long nowNanos, Output<ClientEvent> out);
}
