package io.spoor.tests.e2e;

import io.spoor.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between processes: a UDP relay before one address that loses, repeats, delays and so reorders datagrams, as
 * drawn from a seed, and can be cut in one direction or both. Each source gets an upstream socket of its own, so that the
 * target tells sources apart and its replies find back. One thread.
 */
final class Relay implements AutoCloseable {
    private static final int DATAGRAM_MAX_BYTES = 65_507;

    /** The way of a datagram. */
    enum Direction {
        TO_TARGET,
        FROM_TARGET
    }

    /**
     * What happens to datagrams, in both directions.
     *
     * @param loss share that is lost
     * @param duplication share, of the rest, that arrives twice
     * @param delayMaxMs each copy is late by 0 to so many ms; later ones overtake earlier ones
     */
    record Faults(double loss, double duplication, int delayMaxMs) {
        static final Faults NONE = new Faults(0, 0, 0);
    }

    /** A datagram that is delivered. */
    static final class Passing {
        private final Direction direction;
        private final byte[] bytes;
        private final int peerPort;
        private final long nowNanos;

        private Passing(Direction direction, byte[] bytes, int peerPort, long nowNanos) {
            this.direction = direction;
            this.bytes = bytes;
            this.peerPort = peerPort;
            this.nowNanos = nowNanos;
        }

        boolean isTo(Direction wanted) {
            return direction == wanted;
        }

        /** The port of the peer before the relay that sent it or gets it; the other end is the target. */
        int peerPort() {
            return peerPort;
        }

        /** When it is delivered. */
        long nowNanos() {
            return nowNanos;
        }

        /** Its messages of that type. */
        <M extends Message> List<M> messages(Class<M> type) {
            return Packets.messages(bytes, type);
        }
    }

    /** Sees each datagram that is delivered, on the relay's thread: what it does here holds up all of them. */
    interface Tap {
        /** It is about to be delivered. */
        void on(Passing datagram);

        /** It is where it was sent to, or in that socket's buffer. */
        default void onDelivered(Passing datagram) {}
    }

    private final InetSocketAddress target;
    private final Faults faults;
    private final SplittableRandom random;
    private final Selector selector;
    private final DatagramChannel front;
    private final Map<SocketAddress, DatagramChannel> upstreams = new HashMap<>();
    private final PriorityQueue<Late> late = new PriorityQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_MAX_BYTES);
    private final List<Tap> taps = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "relay");
    private volatile Set<Direction> cut = Set.of();
    private volatile boolean closed;
    /** Why it ended before it was closed: nothing passes any more. */
    private volatile @Nullable Throwable failure;

    private long sequence;

    /** A datagram that is under way. */
    private record Late(
            long dueNanos,
            long sequence,
            Direction direction,
            int peerPort,
            ByteBuffer bytes,
            DatagramChannel by,
            SocketAddress to)
            implements Comparable<Late> {
        @Override
        public int compareTo(Late other) {
            int byTime = Long.signum(dueNanos - other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private Relay(int targetPort, Faults faults, long seed) throws IOException {
        this.target = loopback(targetPort);
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.selector = Selector.open();
        this.front = open(null);
        thread.setDaemon(true);
        thread.start();
    }

    /** A relay before that port of this host, on a free port. */
    static Relay before(int targetPort, Faults faults, long seed) {
        try {
            return new Relay(targetPort, faults, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to send instead of to the target. */
    String address() {
        return "127.0.0.1:" + front.socket().getLocalPort();
    }

    /** From now on nothing passes in these directions; what is under way arrives. */
    void cut(Direction... directions) {
        cut = directions.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(directions));
    }

    /** Everything passes again. */
    void heal() {
        cut();
    }

    void tap(Tap tap) {
        taps.add(tap);
    }

    /** Fails if it, or a tap, has failed meanwhile: whatever the test missed then was lost here. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("the relay has failed", failure);
        }
    }

    private void run() {
        try (selector;
                front) {
            while (!closed) {
                selector.select(waitMs());
                for (SelectionKey key : selector.selectedKeys()) {
                    read((DatagramChannel) key.channel(), (SocketAddress) key.attachment());
                }
                selector.selectedKeys().clear();
                deliverDue();
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failure = e;
        }
        for (DatagramChannel upstream : upstreams.values()) {
            close(upstream);
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param source whose upstream socket it is; null for the front socket */
    private void read(DatagramChannel channel, @Nullable SocketAddress source) throws IOException {
        for (SocketAddress from = receive(channel); from != null; from = receive(channel)) {
            buffer.flip();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            if (source == null) {
                DatagramChannel upstream = upstreams.get(from);
                if (upstream == null) {
                    upstream = open(from);
                    upstreams.put(from, upstream);
                }
                pass(Direction.TO_TARGET, portOf(from), bytes, upstream, target);
            } else {
                pass(Direction.FROM_TARGET, portOf(source), bytes, front, source);
            }
        }
    }

    private @Nullable SocketAddress receive(DatagramChannel channel) throws IOException {
        buffer.clear();
        return channel.receive(buffer);
    }

    private void pass(Direction direction, int peerPort, byte[] bytes, DatagramChannel by, SocketAddress to) {
        if (cut.contains(direction) || random.nextDouble() < faults.loss()) {
            return;
        }
        int copies = random.nextDouble() < faults.duplication() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            long delayMs = faults.delayMaxMs() == 0 ? 0 : random.nextInt(faults.delayMaxMs() + 1);
            long dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
            late.add(new Late(dueNanos, sequence++, direction, peerPort, ByteBuffer.wrap(bytes), by, to));
        }
    }

    private void deliverDue() throws IOException {
        long nowNanos = System.nanoTime();
        for (Late next = late.peek(); next != null && next.dueNanos - nowNanos <= 0; next = late.peek()) {
            late.remove();
            Passing datagram = new Passing(next.direction(), next.bytes().array(), next.peerPort(), nowNanos);
            taps.forEach(tap -> tap.on(datagram));
            next.by().send(next.bytes(), next.to());
            taps.forEach(tap -> tap.onDelivered(datagram));
        }
    }

    /** Until the next delivery; 0: until something comes. */
    private long waitMs() {
        Late next = late.peek();
        return next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.dueNanos() - System.nanoTime()));
    }

    private DatagramChannel open(@Nullable SocketAddress source) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(loopback(0)).configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, source);
        return channel;
    }

    private static int portOf(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
