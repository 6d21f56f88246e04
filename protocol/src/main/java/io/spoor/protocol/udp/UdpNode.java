package io.spoor.protocol.udp;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.net.SocketAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.security.SecureRandom;
import java.util.concurrent.RejectedExecutionException;

/**
 * Drives a core on one Vert.x event loop, with one datagram socket (or one for each address) and one timer: no locks, and no other thread on the
 * path of a packet.
 *
 * <p>The loop's work comes in <em>turns</em>. A turn begins with the first input (a datagram, a command, a deadline) and
 * ends when all that the loop has read at once is done; the whole turn has one time. The core's facts are handed to the
 * listener when they are told; its messages wait for the end of the turn, are then given their trace contexts, packed by
 * address and sent. Last, the timer is set for the core's next deadline. Nothing from the network and no failure to send
 * is thrown: it is counted, see {@link #counters()}.
 *
 * @param <E> the facts that the core tells
 */
public final class UdpNode<E> {
    private static final Logger LOG = System.getLogger(UdpNode.class.getName());

    /** How soon a lost socket is opened again: at once for the peers, and not in a tight loop. */
    private static final long REOPEN_MS = 100;

    private final Vertx vertx;
    private final Context context;
    private final UdpSettings settings;
    private final Node<E> core;
    private final FactListener<E> facts;
    private final UdpCounters counters = new UdpCounters();
    private final Bugs bugs = new Bugs(counters);
    private final KernelDrops kernelDrops = new KernelDrops();
    private final JsonCodec codec = new JsonCodec();
    private final Outbox outbox;
    private final DeadlineTimer timer;
    private final Inbox inbox = new Inbox();
    private final TurnOutput output = new TurnOutput();
    private final Handler<Void> endOfTurn = ignored -> endTurn();
    private final long originNanos = System.nanoTime();

    private final AddressSockets addressSockets;

    private volatile UdpSocket socket;
    private volatile boolean closed;
    private boolean inTurn;
    private long turnNanos;
    private int readsInTurn;

    /** To be called on the event loop that is to drive the core. */
    UdpNode(
            Vertx vertx,
            UdpSettings settings,
            Node<E> core,
            FactListener<E> facts,
            TraceContexts contexts,
            LocalAddresses addresses) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.core = core;
        this.facts = facts;
        this.outbox = new Outbox(codec, new LifeContext(contexts, new SecureRandom()), counters, bugs);
        this.timer = new DeadlineTimer(vertx, this::elapsedNanos, core::nextDeadlineNanos, this::onDeadline, counters);
        this.socket = newSocket(settings);
        this.addressSockets = new AddressSockets(vertx, addresses, this::socket, this::newSocketAt);
    }

    /**
     * Binds a socket and begins to drive the core, on an event loop of its own choice; from now on nobody else may call
     * the core. Ends with {@link #close}, or with the Vert.x instance.
     *
     * @param facts reads what the core tells
     * @param contexts under which trace context a message leaves
     * @return fails with a {@link java.net.BindException} whose message is a line for a person: port in use, bad address
     */
    public static <E> Future<UdpNode<E>> open(
            Vertx vertx, UdpSettings settings, Node<E> core, FactListener<E> facts, TraceContexts contexts) {
        return open(vertx, settings, core, facts, contexts, LocalAddresses.NONE);
    }

    /**
     * The same for a node that others ask first: where it listens on all addresses of a host that has several, a reply
     * leaves from the one that was asked.
     */
    public static <E> Future<UdpNode<E>> serve(
            Vertx vertx, UdpSettings settings, Node<E> core, FactListener<E> facts, TraceContexts contexts) {
        LocalAddresses addresses =
                settings.isWildcard() ? LocalAddresses.ofHost(settings.isIpv6()) : LocalAddresses.NONE;
        return open(vertx, settings, core, facts, contexts, addresses);
    }

    static <E> Future<UdpNode<E>> open(
            Vertx vertx,
            UdpSettings settings,
            Node<E> core,
            FactListener<E> facts,
            TraceContexts contexts,
            LocalAddresses addresses) {
        NodeVerticle<E> verticle = new NodeVerticle<>(settings, core, facts, contexts, addresses);
        return vertx.deployVerticle(verticle).map(id -> verticle.node());
    }

    /**
     * Gives the core an input, as a turn of its loop or part of one. From any thread; commands of one thread keep their
     * order.
     *
     * @return completes when the command has run; fails if the node is closed, or with the command's exception
     */
    public Future<Void> execute(Command<E> command) {
        Promise<Void> done = Promise.promise();
        try {
            context.runOnContext(ignored -> run(command, done));
        } catch (RejectedExecutionException e) { // The event loop has ended, with the Vert.x instance.
            done.fail(new ClosedChannelException());
        }
        return done.future();
    }

    private void run(Command<E> command, Promise<Void> done) {
        if (closed) {
            done.fail(new ClosedChannelException());
            return;
        }
        beginTurn();
        try {
            command.run(turnNanos, output);
            done.complete();
        } catch (RuntimeException e) {
            bugs.report("a command", e);
            done.fail(e);
        }
    }

    /**
     * Opens a new socket with an ephemeral port in place of the present one: after a long silence the way to the peer
     * may be blocked by a stale entry in some address translation, which only a new source port gets round. The core
     * goes on. Not for a node whose port others know.
     *
     * @return fails if no socket can be had; the present one then stays
     */
    public Future<Void> renewSocket() {
        Promise<Void> renewed = Promise.promise();
        context.runOnContext(ignored -> {
            UdpSocket fresh = newSocket(settings.onPort(0));
            fresh.bind().compose(bound -> replaceBy(fresh)).onComplete(renewed);
        });
        return renewed.future();
    }

    /** Sends what the turn has still to send, closes the socket, and lets the core rest for ever. */
    public Future<Void> close() {
        return vertx.undeploy(context.deploymentID())
                .recover(e -> closed ? Future.succeededFuture() : Future.failedFuture(e));
    }

    /** The port that the socket is bound to; another one after {@link #renewSocket}. */
    public int localPort() {
        return socket.localPort();
    }

    /** How packets reach the kernel: {@code nio}, {@code epoll}, … */
    public String transport() {
        return socket.transport();
    }

    /** The kernel's receive buffer as granted, in bytes; 0 if it cannot be known. */
    public int receiveBufferBytes() {
        return socket.receiveBufferBytes();
    }

    /** What was read, sent, dropped and failed. */
    public UdpCounters counters() {
        return counters;
    }

    /**
     * Datagrams for this node that the kernel threw away, as far as the table shows; {@link KernelDrops#UNKNOWN} where the
     * kernel does not say.
     */
    long kernelDrops(SocketTable table) {
        return kernelDrops.total(localPort(), table);
    }

    /** The socket in use now. */
    UdpSocket socket() {
        return socket;
    }

    /** On the loop: begins to listen and looks at the core's first deadline. */
    Future<Void> start() {
        return socket.bind().compose(bound -> addressSockets.start()).onSuccess(bound -> {
            socket.warnIfSmall();
            LOG.log(Level.DEBUG, "UDP port {0,number,#}, {1} transport", localPort(), transport());
            timer.set();
        });
    }

    /** On the loop. */
    Future<Void> stop() {
        endTurn();
        closed = true;
        timer.cancel();
        return addressSockets.close().eventually(() -> socket.close());
    }

    private UdpSocket newSocket(UdpSettings wanted) {
        UdpSocket created = new UdpSocket(vertx, wanted, counters, this::onDatagram);
        created.onClosed(() -> context.runOnContext(ended -> onClosed(created)));
        return created;
    }

    /** One that an error closes is opened again when the addresses are looked at next. */
    private UdpSocket newSocketAt(String address) {
        return new UdpSocket(vertx, settings.onAddress(address, localPort()), counters, this::onDatagram);
    }

    /** Whatever closed it (Netty does on an error of a read): a node without a socket is of no use to anybody. */
    private void onClosed(UdpSocket ended) {
        boolean lost = !closed && ended == socket && ended.localPort() != 0;
        if (lost) {
            LOG.log(
                    Level.WARNING,
                    "the UDP socket on port " + ended.localPort() + " was closed by an error: opening it again");
            vertx.setTimer(REOPEN_MS, id -> reopen(ended.localPort()));
        }
    }

    private void reopen(int port) {
        // Each holds the port against a socket for all addresses.
        addressSockets.close();
        UdpSocket fresh = newSocket(settings.onPort(port));
        fresh.bind().onSuccess(bound -> replaceBy(fresh)).onFailure(e -> vertx.setTimer(REOPEN_MS, id -> reopen(port)));
    }

    private Future<Void> replaceBy(UdpSocket fresh) {
        if (closed) {
            return fresh.close();
        }
        UdpSocket old = socket;
        socket = fresh;
        return old.close().compose(done -> addressSockets.close()).compose(done -> addressSockets.look());
    }

    private void onDatagram(UdpSocket by, DatagramPacket packet) {
        if (closed) {
            return;
        }
        beginTurn();
        readsInTurn++;
        byte[] bytes = packet.data().getBytes();
        counters.onDatagramIn(bytes.length);
        SocketAddress sender = packet.sender();
        inbox.from = new Endpoint(sender.host(), sender.port());
        if (addressSockets.isInUse()) {
            outbox.heard(inbox.from, by == socket ? null : by);
        }
        codec.decode(bytes, 0, bytes.length, inbox);
    }

    private void onDeadline() {
        beginTurn();
        try {
            core.onDeadline(turnNanos, output);
        } catch (RuntimeException e) {
            bugs.report("a deadline", e);
        }
    }

    private void beginTurn() {
        if (!inTurn) {
            inTurn = true;
            turnNanos = Math.max(turnNanos, elapsedNanos());
            context.runOnContext(endOfTurn);
        }
    }

    private void endTurn() {
        if (closed) {
            return;
        }
        inTurn = false;
        if (readsInTurn > 0) {
            timer.onRead(readsInTurn >= UdpSocket.READS_MAX);
            readsInTurn = 0;
        }
        outbox.flush(socket);
        timer.set();
    }

    private long elapsedNanos() {
        return System.nanoTime() - originNanos;
    }

    /** Hands what a datagram holds to the core. */
    private final class Inbox implements MessageSink {
        private Endpoint from = new Endpoint("0.0.0.0", 0);

        @Override
        public void onMessage(Message message) {
            counters.onMessageIn(message.type());
            try {
                core.onMessage(from, message, turnNanos, output);
            } catch (RuntimeException e) {
                bugs.report("a message of type " + message.type().wireName(), e);
            }
        }

        @Override
        public void onDropped(DropReason reason, String where) {
            counters.onDropped(reason);
            LOG.log(Level.DEBUG, "from {0}: a packet that {1} ({2})", from, reason.sentence(), where);
        }
    }

    private final class TurnOutput implements Output<E> {
        @Override
        public void send(Endpoint to, Message message) {
            outbox.add(to, message);
        }

        @Override
        public void tell(E fact) {
            try {
                facts.on(fact, turnNanos);
            } catch (RuntimeException e) {
                // Caught here, so that the core ends its step as if nobody had listened.
                bugs.report("a listener to facts", e);
            }
        }
    }
}
