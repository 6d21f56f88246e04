package io.spoor.tests.sim;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets between addresses, badly: they get lost, arrive twice, late, and in another order. Links can be cut one
 * way (nothing passes) or clogged (everything waits, then arrives at once).
 */
public final class SimNetwork {
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Wire wire;
    private final Watcher watcher;
    private final Map<Endpoint, SimHost<?>> hosts = new HashMap<>();
    private final Set<Link> cut = new HashSet<>();
    private final Map<Link, Long> cloggedUntil = new HashMap<>();
    private final List<Function<Packet, @Nullable String>> filters = new ArrayList<>();
    private NetworkProfile profile;
    private long packets;

    /** One direction between two addresses. */
    public record Link(Endpoint from, Endpoint to) {
        Link back() {
            return new Link(to, from);
        }
    }

    SimNetwork(Scheduler scheduler, RandomGenerator random, NetworkProfile profile, Wire wire, Watcher watcher) {
        this.scheduler = scheduler;
        this.random = random;
        this.profile = profile;
        this.wire = wire;
        this.watcher = watcher;
    }

    /** Opens a port: packets to the address go to the host from now on. */
    void attach(Endpoint address, SimHost<?> host) {
        hosts.put(address, host);
    }

    /** Closes a port, if it is still that host's. */
    void detach(Endpoint address, SimHost<?> host) {
        hosts.remove(address, host);
    }

    /** Changes the network's manners for the packets to come. */
    public void setProfile(NetworkProfile profile) {
        this.profile = profile;
    }

    /** Nothing passes that way any more. */
    public void cut(Link link) {
        cut.add(link);
    }

    /** Undoes {@link #cut}. */
    public void mend(Link link) {
        cut.remove(link);
    }

    /** What is sent that way before the instant arrives after it. */
    public void clog(Link link, long untilNanos) {
        cloggedUntil.merge(link, untilNanos, Math::max);
    }

    /** Takes all faults away; what was delayed is still under way. */
    public void heal(NetworkProfile healthy) {
        cut.clear();
        cloggedUntil.clear();
        profile = healthy;
    }

    /** Asks before each packet leaves; an answer is the reason to drop it. */
    public void addFilter(Function<Packet, @Nullable String> filter) {
        filters.add(filter);
    }

    /** Sends the messages of one turn to one address. */
    void send(Endpoint from, Endpoint to, List<Message> messages) {
        for (Wire.Content content : wire.pack(messages)) {
            route(new Packet(++packets, from, to, content));
        }
    }

    private void route(Packet packet) {
        String lost = whyLost(packet);
        if (lost != null) {
            watcher.onDrop(packet, lost);
            return;
        }
        carry(packet);
        if (profile.duplicates(random)) {
            carry(packet);
        }
    }

    private @Nullable String whyLost(Packet packet) {
        for (Function<Packet, @Nullable String> filter : filters) {
            String reason = filter.apply(packet);
            if (reason != null) {
                return reason;
            }
        }
        if (cut.contains(new Link(packet.from(), packet.to()))) {
            return "cut";
        }
        return profile.loses(random) ? "lost" : null;
    }

    private void carry(Packet packet) {
        long arrival = scheduler.nowNanos() + profile.delayNanos(random);
        Long clogged = cloggedUntil.get(new Link(packet.from(), packet.to()));
        if (clogged != null) {
            arrival = Math.max(arrival, clogged);
        }
        scheduler.at(arrival, () -> deliver(packet));
    }

    private void deliver(Packet packet) {
        SimHost<?> host = hosts.get(packet.to());
        if (host == null) {
            watcher.onDrop(packet, "nobody there");
        } else {
            host.receive(packet);
        }
    }
}
