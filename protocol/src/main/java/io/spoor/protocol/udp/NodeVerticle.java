package io.spoor.protocol.udp;

import io.spoor.protocol.node.Node;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** Ties a node to a context of its own: what is created in it (the socket, the timer) ends with it at the latest. */
final class NodeVerticle<E> extends AbstractVerticle {
    private final UdpSettings settings;
    private final Node<E> core;
    private final FactListener<E> facts;
    private final TraceContexts contexts;
    private final LocalAddresses addresses;
    private volatile @Nullable UdpNode<E> node;

    NodeVerticle(
            UdpSettings settings,
            Node<E> core,
            FactListener<E> facts,
            TraceContexts contexts,
            LocalAddresses addresses) {
        this.settings = settings;
        this.core = core;
        this.facts = facts;
        this.contexts = contexts;
        this.addresses = addresses;
    }

    /** The node, once the verticle is deployed. */
    UdpNode<E> node() {
        UdpNode<E> started = node;
        if (started == null) {
            throw new IllegalStateException("not deployed");
        }
        return started;
    }

    @Override
    public void start(Promise<Void> started) {
        UdpNode<E> created = new UdpNode<>(vertx, settings, core, facts, contexts, addresses);
        node = created;
        created.start().onComplete(started);
    }

    @Override
    public void stop(Promise<Void> stopped) {
        node().stop().onComplete(stopped);
    }
}
