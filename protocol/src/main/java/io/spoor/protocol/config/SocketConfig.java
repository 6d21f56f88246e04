package io.spoor.protocol.config;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The buffers that the kernel keeps for the UDP socket. */
@RegisterForReflection
public interface SocketConfig {
    /**
     * Datagrams that the kernel holds until the process reads them, in bytes; {@code net.core.rmem_max} caps it, and a
     * small packet is charged about 1 KiB. Too low drops packets in a burst or a pause (they are asked again, which costs
     * time); higher costs kernel memory while they wait.
     */
    @Range(min = 65_536, max = 1_073_741_824)
    int receiveBufferBytes();

    /**
     * Datagrams that wait for the network card, in bytes; {@code net.core.wmem_max} caps it. Too low drops packets in a
     * burst; higher costs kernel memory.
     */
    @Range(min = 65_536, max = 1_073_741_824)
    int sendBufferBytes();
}
