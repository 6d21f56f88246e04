package io.spoor.protocol.udp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A socket for each address of a host that has several, beside the one that listens on all of them: what it hears was asked
 * at its address, and what it sends leaves from there. The kernel would choose the source address of a reply by its route,
 * and a firewall in between that remembers who was asked would throw the reply away. See ADR 18. Lives on an event loop.
 */
final class AddressSockets {
    private static final Logger LOG = System.getLogger(AddressSockets.class.getName());

    /** How soon an address that appears is noticed: until then it is served by the socket that listens on all. */
    private static final long LOOK_MS = 5_000;

    private final Vertx vertx;
    private final LocalAddresses addresses;
    private final Supplier<UdpSocket> main;
    private final Function<String, UdpSocket> opener;
    private final Map<String, UdpSocket> sockets = new TreeMap<>();
    private final Set<String> complained = new HashSet<>();
    private boolean looking;

    /**
     * @param main the socket that listens on all addresses, bound
     * @param opener makes a socket for an address and the main one's port, not yet bound
     */
    AddressSockets(
            Vertx vertx, LocalAddresses addresses, Supplier<UdpSocket> main, Function<String, UdpSocket> opener) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.main = main;
        this.opener = opener;
    }

    /** Opens them, and from now on follows the addresses as they come and go. Never fails. */
    Future<Void> start() {
        if (addresses == LocalAddresses.NONE) {
            return Future.succeededFuture();
        }
        vertx.setPeriodic(LOOK_MS, timer -> look());
        return look().onSuccess(done -> {
            if (isInUse()) {
                LOG.log(Level.INFO, "replies leave from the address that was asked: {0}", sockets.keySet());
            }
        });
    }

    /** Whether there is any. */
    boolean isInUse() {
        return !sockets.isEmpty();
    }

    /** Looks which addresses there are now. */
    Future<Void> look() {
        if (looking || addresses == LocalAddresses.NONE) {
            return Future.succeededFuture();
        }
        looking = true;
        return vertx.executeBlocking(addresses::list)
                .compose(this::adjust)
                .onFailure(e -> complain("the addresses of this host cannot be read: " + e.getMessage()))
                .otherwiseEmpty()
                .onComplete(done -> looking = false);
    }

    /** Closes them; the next look opens them again. */
    Future<Void> close() {
        List<Future<Void>> closed =
                sockets.values().stream().map(UdpSocket::close).toList();
        sockets.clear();
        return Future.join(closed).mapEmpty();
    }

    private Future<Void> adjust(List<String> now) {
        sockets.entrySet().removeIf(each -> {
            boolean gone = !now.contains(each.getKey()) || !each.getValue().isOpen();
            if (gone) {
                each.getValue().close();
            }
            return gone;
        });
        List<String> missing =
                now.stream().filter(each -> !sockets.containsKey(each)).toList();
        UdpSocket all = main.get();
        if (missing.isEmpty() || !all.isOpen()) {
            return Future.succeededFuture();
        }
        all.share(true);
        List<Future<Void>> bound = new ArrayList<>();
        for (String address : missing) {
            bound.add(open(address, all));
        }
        return Future.join(bound).transform(done -> {
            all.share(false);
            return Future.succeededFuture();
        });
    }

    private Future<Void> open(String address, UdpSocket all) {
        UdpSocket socket = opener.apply(address);
        socket.share(true);
        return socket.bind()
                .compose(bound -> {
                    socket.share(false);
                    if (!all.isOpen()) {
                        return socket.close();
                    }
                    sockets.put(address, socket);
                    return Future.<Void>succeededFuture();
                })
                .onFailure(e -> complain(e.getMessage() + ": who asks there may get replies from another address"));
    }

    private void complain(String what) {
        if (complained.add(what)) {
            LOG.log(Level.WARNING, what);
        }
    }
}
