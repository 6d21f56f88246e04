package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.TraceContext;
import io.vertx.core.Vertx;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortProbeTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private boolean isRefused(int port) throws Exception {
        Poll question = new Poll(TraceContext.NONE, "probe", 1, List.of(new JobId(0, 1)));
        return PortProbe.isRefused(vertx, new Endpoint("127.0.0.1", port), question)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldTellAPortWhereNothingListensFromOneThatIsSilent() throws Exception {
        int port;
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = silent.getLocalPort();
            assertEquals(false, isRefused(port));
        }
        assertEquals(true, isRefused(port));
    }
}
