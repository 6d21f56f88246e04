package io.spoor.protocol.udp;

import io.netty.util.NetUtil;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one turn sends and packs the messages to one address into as few datagrams as hold them, in their order,
 * separated by new lines: a datagram costs the kernel about as much as all of Spoor's own work for the messages in it.
 */
final class Outbox {
    /** Addresses remembered with what they were resolved to; the one least lately used is forgotten first. */
    private static final int PEERS_MAX = 4_096;

    private final JsonCodec codec;
    private final TraceContexts contexts;
    private final UdpCounters counters;
    private final Bugs bugs;
    private final Map<Endpoint, Peer> peers = new LruPeers();
    private final List<Peer> waiting = new ArrayList<>();
    private final Set<UdpSocket> others = new HashSet<>();
    private final byte[] packet = new byte[Limits.PACKET_MAX_BYTES];
    private int packetLength;

    Outbox(JsonCodec codec, TraceContexts contexts, UdpCounters counters, Bugs bugs) {
        this.codec = codec;
        this.contexts = contexts;
        this.counters = counters;
        this.bugs = bugs;
    }

    void add(Endpoint to, Message message) {
        Peer peer = peers.computeIfAbsent(to, Peer::new);
        if (peer.messages.isEmpty()) {
            waiting.add(peer);
        }
        peer.messages.add(message);
    }

    /** What goes to the peer leaves by the socket that heard it last; null: by the one that {@link #flush} is given. */
    void heard(Endpoint from, @Nullable UdpSocket by) {
        Peer peer = by == null ? peers.get(from) : peers.computeIfAbsent(from, Peer::new);
        if (peer != null) {
            peer.heardBy = by;
        }
    }

    /** Hands everything gathered to the sockets. */
    void flush(UdpSocket socket) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            for (Peer peer : waiting) {
                UdpSocket by = peer.heardBy;
                if (by == null || !by.isOpen()) {
                    pack(peer, socket);
                } else {
                    pack(peer, by);
                    others.add(by);
                }
            }
            socket.flush();
            others.forEach(UdpSocket::flush);
        } finally {
            // Also if memory runs out in between: nothing is kept for the next turn, least of all for another peer.
            waiting.forEach(peer -> peer.messages.clear());
            waiting.clear();
            others.clear();
            packetLength = 0;
        }
    }

    private void pack(Peer peer, UdpSocket socket) {
        InetSocketAddress address = peer.address;
        for (Message message : peer.messages) {
            if (address == null) {
                counters.onSendFailed(SendFailure.BAD_ADDRESS);
            } else {
                append(message, address, socket);
            }
        }
        if (address != null) {
            sendPacket(address, socket);
        }
    }

    private void append(Message message, InetSocketAddress address, UdpSocket socket) {
        int length = encode(message);
        if (length == JsonCodec.TOO_LONG) {
            counters.onSendFailed(SendFailure.TOO_LARGE);
            return;
        }
        if (packetLength > 0 && packetLength + 1 + length > packet.length) {
            sendPacket(address, socket);
        }
        if (packetLength > 0) {
            packet[packetLength++] = JsonCodec.SEPARATOR;
        }
        System.arraycopy(codec.encoded(), 0, packet, packetLength, length);
        packetLength += length;
        counters.onMessageOut(message.type());
    }

    private int encode(Message message) {
        try {
            TraceContext trace = contexts.contextOf(message);
            return codec.encode(trace.equals(message.trace()) ? message : message.withTrace(trace));
        } catch (RuntimeException e) {
            bugs.report("the encoding of " + message.type().wireName(), e);
            return JsonCodec.TOO_LONG;
        }
    }

    private void sendPacket(InetSocketAddress address, UdpSocket socket) {
        if (packetLength > 0) {
            socket.write(packet, packetLength, address);
            packetLength = 0;
        }
    }

    /** One address: resolved once, and what goes to it in this turn. */
    private static final class Peer {
        private final @Nullable InetSocketAddress address;
        private final ArrayList<Message> messages = new ArrayList<>();
        private @Nullable UdpSocket heardBy;

        Peer(Endpoint endpoint) {
            this.address = addressOf(endpoint);
        }

        private static @Nullable InetSocketAddress addressOf(Endpoint endpoint) {
            String host = endpoint.host();
            boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
            if (!literal || endpoint.port() < 1 || endpoint.port() > 65_535) {
                return null;
            }
            try {
                return new InetSocketAddress(InetAddress.getByName(host), endpoint.port());
            } catch (UnknownHostException e) {
                // A literal is never looked up; one that names a network interface may name one that is gone.
                return null;
            }
        }
    }

    private static final class LruPeers extends LinkedHashMap<Endpoint, Peer> {
        private static final long serialVersionUID = 1;

        LruPeers() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Peer> eldest) {
            return size() > PEERS_MAX;
        }
    }
}
