package io.spoor.protocol.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.NetUtil;
import io.spoor.protocol.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.datagram.impl.DatagramSocketImpl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x datagram socket, tuned on the Netty channel underneath: Vert.x knows one number for both the kernel's buffer
 * and the bytes allocated per read, and reads one datagram a turn. Belongs to the context in which it was opened.
 */
final class UdpSocket {
    /** Datagrams of one read at most: the packing of replies gets as good, and other tasks wait no longer. */
    static final int READS_MAX = 64;

    /** Above {@link io.spoor.protocol.Limits#DATAGRAM_MAX_BYTES}, so that a longer datagram is seen to be longer. */
    private static final int READ_BYTES = 4_096;

    /** What may wait in the process when the kernel's send buffer is full; then datagrams are dropped and counted. */
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(2 << 20, 4 << 20);

    /** What the native transport puts before the reason of a failed bind. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^bind\\(.*?\\) failed[^:]*: ");

    private static final Logger LOG = System.getLogger(UdpSocket.class.getName());

    /** Finds the Netty channel under a socket; null if it cannot be reached, and the socket is used as Vert.x made it. */
    @FunctionalInterface
    interface ChannelFinder {
        @Nullable
        DatagramChannel under(DatagramSocket socket);
    }

    private final UdpSettings settings;
    private final DatagramSocket socket;
    private final @Nullable DatagramChannel channel;
    private final UdpCounters counters;
    private final ChannelFutureListener countFailure;
    private int port;

    /** A socket of the current context, not yet bound. */
    UdpSocket(
            Vertx vertx, UdpSettings settings, UdpCounters counters, BiConsumer<UdpSocket, DatagramPacket> onDatagram) {
        this(vertx, settings, counters, onDatagram, UdpSocket::channelOf);
    }

    UdpSocket(
            Vertx vertx,
            UdpSettings settings,
            UdpCounters counters,
            BiConsumer<UdpSocket, DatagramPacket> onDatagram,
            ChannelFinder channels) {
        this.settings = settings;
        this.counters = counters;
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(settings.isIpv6()));
        this.channel = channels.under(socket);
        this.countFailure = done -> {
            if (!done.isSuccess()) {
                counters.onSendFailed(reasonOf(done.cause()));
            }
        };
        if (channel != null) {
            tune(channel.config());
        }
        socket.handler(packet -> onDatagram.accept(this, packet));
    }

    /**
     * Begins to listen.
     *
     * @return fails with a {@link BindException} whose message is a line for a person; the socket is closed then
     */
    Future<Void> bind() {
        return socket.listen(settings.port(), settings.host())
                .<Void>map(bound -> {
                    port = bound.localAddress().port();
                    return null;
                })
                .recover(e -> close().transform(closed -> Future.failedFuture(explained(e))));
    }

    /** Hands over a datagram; it leaves with {@link #flush}. Copies the bytes. */
    void write(byte[] packet, int length, InetSocketAddress to) {
        counters.onDatagramOut(length);
        if (channel == null) {
            socket.send(Buffer.buffer(length).appendBytes(packet, 0, length), to.getPort(), hostOf(to))
                    .onFailure(e -> counters.onSendFailed(reasonOf(e)));
        } else if (isWritable(channel)) {
            ByteBuf buffer = channel.alloc().directBuffer(length).writeBytes(packet, 0, length);
            channel.write(new io.netty.channel.socket.DatagramPacket(buffer, to))
                    .addListener(countFailure);
        } else {
            counters.onSendFailed(channel.isOpen() ? SendFailure.BACKLOG : SendFailure.CLOSED);
        }
    }

    private static boolean isWritable(DatagramChannel channel) {
        if (!channel.isWritable()) {
            channel.flush();
        }
        return channel.isWritable();
    }

    /** Lets what was written leave, with as few system calls as the transport knows. */
    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    Future<Void> close() {
        return socket.close();
    }

    /**
     * Whether another socket may be bound to one of the addresses that this one listens on. For a moment only, and both must
     * say so: left so, another process could take the port, and nobody would notice.
     */
    void share(boolean shared) {
        if (channel != null && channel.isOpen()) {
            channel.config().setReuseAddress(shared);
        }
    }

    /** Whether it can be reached and has not been closed. */
    boolean isOpen() {
        return channel != null && channel.isOpen();
    }

    /** The port bound to, also when the socket is closed by now; 0 before it is bound. */
    int localPort() {
        return port;
    }

    /** Called on the event loop, outside any context, when the socket is closed: an error while reading closes it too. */
    void onClosed(Runnable action) {
        if (channel != null) {
            channel.closeFuture().addListener(ended -> action.run());
        }
    }

    /** {@code nio}, {@code epoll}, {@code kqueue}, or {@code vert.x} when the channel underneath cannot be reached. */
    String transport() {
        if (channel == null) {
            return "vert.x";
        }
        if (channel instanceof NioDatagramChannel) {
            return "nio";
        }
        return channel.getClass().getSimpleName().replace("DatagramChannel", "").toLowerCase(Locale.ROOT);
    }

    /** What the kernel granted, in bytes; 0 if it cannot be known. */
    int receiveBufferBytes() {
        if (channel == null) {
            return 0;
        }
        int said = channel.config().getReceiveBufferSize();
        // Linux says twice what it was asked for, to account for its own structures; the JDK takes that back, Netty
        // not.
        return channel instanceof EpollDatagramChannel ? said / 2 : said;
    }

    /** Says once, in a line with its remedy, that bursts will be lost. */
    void warnIfSmall() {
        int granted = receiveBufferBytes();
        if (granted > 0 && granted < settings.receiveBufferBytes()) {
            LOG.log(
                    Level.WARNING,
                    "the kernel granted a UDP receive buffer of " + granted + " bytes instead of "
                            + settings.receiveBufferBytes()
                            + ": bursts may be lost; to raise it: sysctl -w net.core.rmem_max="
                            + settings.receiveBufferBytes());
        }
    }

    private void tune(DatagramChannelConfig config) {
        FixedRecvByteBufAllocator reads = new FixedRecvByteBufAllocator(READ_BYTES);
        reads.maxMessagesPerRead(READS_MAX);
        config.setRecvByteBufAllocator(reads)
                .setWriteBufferWaterMark(BACKLOG)
                .setReceiveBufferSize(settings.receiveBufferBytes())
                .setSendBufferSize(settings.sendBufferBytes());
    }

    private static @Nullable DatagramChannel channelOf(DatagramSocket socket) {
        try {
            // Constant arguments: a native image finds the field without being told.
            Field field = DatagramSocketImpl.class.getDeclaredField("channel");
            field.setAccessible(true);
            return (DatagramChannel) field.get(socket);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "cannot reach the channel under the UDP socket: its buffers stay small (" + e + ")");
            return null;
        }
    }

    private static String hostOf(InetSocketAddress address) {
        return NetUtil.toAddressString(address.getAddress());
    }

    private static SendFailure reasonOf(Throwable e) {
        if (e instanceof ClosedChannelException) {
            return SendFailure.CLOSED;
        }
        boolean noWay = e instanceof UnsupportedAddressTypeException
                || e instanceof NoRouteToHostException
                || String.valueOf(e.getMessage()).contains("unreachable");
        return noWay ? SendFailure.UNREACHABLE : SendFailure.REFUSED_BY_KERNEL;
    }

    private static String remedy(String reason) {
        if (reason.contains("in use")) {
            return "; end the process that has the port, or set another port";
        } else if (reason.contains("Cannot assign")) {
            return "; this host has no such address: set host to one that it has, or to 0.0.0.0";
        }
        return reason.contains("ermission denied") ? "; set a port above 1023, or give the process the right" : "";
    }

    private BindException explained(Throwable e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        String plain = SYSTEM_CALL.matcher(reason).replaceFirst("");
        BindException clear = new BindException("cannot listen on UDP " + new Endpoint(settings.host(), settings.port())
                + ": " + plain + remedy(plain));
        clear.initCause(e);
        return clear;
    }
}
