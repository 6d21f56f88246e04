package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A calculator played by a test. Its heartbeats count and echo as a real one's do; what it runs, refuses and completes
 * is what the test says.
 */
final class PlayedCalculator {
    static final String RESULT = "4";

    final String name;
    final Endpoint endpoint;

    /** Slots taken by attempts that it does not name to us. */
    int othersBusy;

    boolean draining;
    List<String> functions = List.of("sleep");
    List<AttemptId> completedLately = List.of();

    private final World world;
    private final int slots;
    private final NavigableSet<AttemptId> running = new TreeSet<>();
    private long beats;
    private @Nullable String life;
    private long echo;

    PlayedCalculator(World world, String name, int slots) {
        this.world = world;
        this.name = name;
        this.slots = slots;
        this.endpoint = World.at(name);
    }

    /** Two beats around an ack: it is there, and it hears us. */
    PlayedCalculator join() {
        beat();
        beat();
        return this;
    }

    /** A heartbeat that names all it runs, and hears its ack. */
    HeartbeatAck beat() {
        world.from(endpoint, heartbeat(++beats));
        HeartbeatAck ack = world.takeOne(HeartbeatAck.class, endpoint);
        hears(ack.dispatcher(), ack.echo());
        return ack;
    }

    /** Its next heartbeat returns this. */
    void hears(String dispatcher, long itsEcho) {
        life = dispatcher;
        echo = itsEcho;
    }

    /** What it says next, or has said before. */
    Heartbeat heartbeat(long number) {
        return new Heartbeat(
                TraceContext.NONE,
                name,
                number,
                slots,
                Math.min(slots, running.size() + othersBusy),
                draining,
                functions,
                1,
                life,
                echo,
                null,
                null,
                List.copyOf(running),
                completedLately);
    }

    long beats() {
        return beats;
    }

    /** The one attempt that it was asked for since the last look. */
    Assign assigned() {
        List<Assign> all = allAssigned();
        if (all.size() != 1) {
            throw new AssertionError("one attempt, but " + all);
        }
        return all.get(0);
    }

    /** The attempts that it was asked for since the last look, each with its newest asking. */
    List<Assign> allAssigned() {
        Map<AttemptId, Assign> newest = new LinkedHashMap<>();
        world.take(Assign.class, endpoint).forEach(assign -> newest.put(assign.attempt(), assign));
        return List.copyOf(newest.values());
    }

    List<CancelAttempt> cancels() {
        return world.take(CancelAttempt.class, endpoint);
    }

    List<Fetch> fetches() {
        return world.take(Fetch.class, endpoint);
    }

    /** Takes what it was just assigned into a slot. */
    AttemptId run() {
        AttemptId attempt = assigned().attempt();
        running.add(attempt);
        started(attempt);
        return attempt;
    }

    /** Runs an attempt that it was not assigned by the dispatcher under test. */
    void runs(AttemptId attempt) {
        running.add(attempt);
    }

    /** Its slot is free again; nobody was told. */
    void stops(AttemptId attempt) {
        running.remove(attempt);
    }

    void stopsAll() {
        running.clear();
    }

    void started(AttemptId attempt) {
        world.from(endpoint, new Started(TraceContext.NONE, name, attempt));
    }

    void completes(AttemptId attempt) {
        completes(attempt, Status.OK);
    }

    void completes(AttemptId attempt, Status status) {
        running.remove(attempt);
        RawJson result = status == Status.OK ? RawJson.of(RESULT) : null;
        String reason = status == Status.OK ? null : "because";
        world.from(endpoint, new Completed(TraceContext.NONE, name, attempt, status, result, reason));
    }

    void refuses(AttemptId attempt, Status status) {
        world.from(endpoint, new AssignRefused(TraceContext.NONE, name, attempt, status, "not now"));
    }
}
