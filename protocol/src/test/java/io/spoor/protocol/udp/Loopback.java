package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.protocol.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x instance and a plain socket, for one test. */
final class Loopback implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    final Vertx vertx;
    final Peer peer = new Peer();

    /** Skips the test where the native transport is asked for and not there. */
    Loopback(boolean preferNative) throws IOException {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(preferNative));
        if (preferNative && !vertx.isNativeTransportEnabled()) {
            close();
            assumeTrue(false, "no native transport here");
        }
    }

    UdpNode<String> open(ScriptedCore core) {
        return open(core, (fact, now) -> {}, TraceContexts.FROM_THE_CORE);
    }

    UdpNode<String> open(ScriptedCore core, UdpSettings settings) {
        return get(UdpNode.open(vertx, settings, core, (fact, now) -> {}, TraceContexts.FROM_THE_CORE));
    }

    UdpNode<String> open(ScriptedCore core, FactListener<String> facts, TraceContexts contexts) {
        return get(UdpNode.open(vertx, UdpSettings.listenOn("127.0.0.1", 0), core, facts, contexts));
    }

    static Endpoint endpointOf(UdpNode<?> node) {
        return new Endpoint("127.0.0.1", node.localPort());
    }

    /** The value, when it is there; the cause of the failure is thrown as it is. */
    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops the node's loop, as a long collection does, until the latch that is returned is counted down. */
    static CountDownLatch stopLoop(UdpNode<String> node) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        node.execute((now, out) -> {
            stopped.countDown();
            awaitOnLoop(goOn);
        });
        if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the loop did not stop");
        }
        return goOn;
    }

    private static void awaitOnLoop(CountDownLatch goOn) {
        try {
            if (!goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the loop go on");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        peer.close();
        get(vertx.close());
    }
}
