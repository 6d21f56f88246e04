package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorForgotten;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorJoined;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.Started;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * To whom a dispatcher gives work: only to a calculator that is ALIVE, that it has heard lately, that does not say it
 * leaves, and that by all the dispatcher has been told has a slot left beside what it was given and what was adopted. A
 * silence during which the dispatcher itself was stopped proves nothing and starts anew.
 */
final class AssignmentRules implements Watcher {
    private static final long LATENESS_NANOS = ms(10);

    private final World world;
    private final Map<Pair, Known> known = new HashMap<>();

    private record Pair(SimHost<?> dispatcher, String calculator) {}

    /** What one dispatcher's life can know of a calculator. */
    private static final class Known {
        boolean alive;
        boolean draining;
        long heartbeat;
        int slots = Integer.MAX_VALUE;
        long heardNanos;
        final Set<AttemptId> holding = new HashSet<>();
    }

    AssignmentRules(World world) {
        this.world = world;
    }

    @Override
    public void onReceive(SimHost<?> host, Endpoint from, Message message) {
        if (message instanceof Heartbeat beat) {
            onHeartbeat(heard(host, beat.calculator()), beat);
        } else if (message instanceof Started started) {
            heard(host, started.calculator());
        } else if (message instanceof Completed completed) {
            heard(host, completed.calculator()).holding.remove(completed.attempt());
        } else if (message instanceof AssignRefused refused) {
            heard(host, refused.calculator()).holding.remove(refused.attempt());
        }
    }

    private Known heard(SimHost<?> host, String calculator) {
        Known peer = known(host, calculator);
        peer.heardNanos = host.nowNanos();
        return peer;
    }

    private static void onHeartbeat(Known peer, Heartbeat beat) {
        if (beat.number() < peer.heartbeat) {
            return;
        }
        peer.heartbeat = beat.number();
        peer.draining = beat.draining();
        peer.slots = beat.slots();
        peer.holding.removeIf(
                attempt -> isCovered(beat, attempt) && !beat.running().contains(attempt));
    }

    private static boolean isCovered(Heartbeat beat, AttemptId attempt) {
        AttemptId after = beat.after();
        AttemptId upTo = beat.upTo();
        return (after == null || attempt.compareTo(after) > 0) && (upTo == null || attempt.compareTo(upTo) <= 0);
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof CalculatorJoined joined) {
            known(host, joined.calculator()).alive = true;
        } else if (fact instanceof CalculatorChanged changed) {
            known(host, changed.calculator()).alive = changed.to() == Liveness.ALIVE;
        } else if (fact instanceof CalculatorForgotten forgotten) {
            known.remove(new Pair(host, forgotten.calculator()));
        } else if (fact instanceof AttemptStarted started) {
            onAssigned(host, started);
        } else if (fact instanceof AttemptAdopted adopted) {
            known(host, adopted.calculator()).holding.add(adopted.attempt());
        } else if (fact instanceof AttemptEnded ended && ended.end() == AttemptEnd.REFUSED) {
            known(host, ended.calculator()).holding.remove(ended.attempt());
        }
    }

    private void onAssigned(SimHost<?> host, AttemptStarted started) {
        Known peer = known(host, started.calculator());
        Violation.unless(peer.alive, "%s gives work to %s, which is not ALIVE", host, started.calculator());
        Violation.unless(!peer.draining, "%s gives work to %s, which leaves", host, started.calculator());
        long silenceNanos = host.nowNanos() - Math.max(peer.heardNanos, host.resumedNanos());
        Violation.unless(
                silenceNanos <= world.settings().dispatcher().suspectNanos() + LATENESS_NANOS,
                "%s gives work to %s, unheard for %s ms",
                host,
                started.calculator(),
                Millis.text(silenceNanos));
        peer.holding.add(started.attempt());
        Violation.unless(
                peer.holding.size() <= peer.slots,
                "%s believes that %s has more than its %s slots",
                host,
                started.calculator(),
                peer.slots);
    }

    private Known known(SimHost<?> host, String calculator) {
        return known.computeIfAbsent(new Pair(host, calculator), unused -> new Known());
    }
}
