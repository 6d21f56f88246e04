package io.spoor.tests.e2e;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Started;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Passing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Watches a relay between the dispatcher and its calculators, and kills a calculator at a chosen moment of a job's first
 * attempt: each job loses one calculator, and is not taken for one that kills them. A process that was killed is replaced,
 * while more are to be killed.
 */
final class Executioner implements Relay.Tap, AutoCloseable {
    private static final long REPLACED_WITHIN_SECONDS = 120;

    /** Between which two events of an attempt its calculator dies. */
    enum Moment {
        /** Its assign is in the socket's buffer, and the process stands still since before. */
        BEFORE_START,
        /** It has said that it started the attempt, and not how it ended. */
        BEFORE_RESULT
    }

    private final Moment moment;
    private final int kills;
    private final Function<Relay, Launch> launch;
    private final Relay relay;
    private final Signals signals = new Signals();
    private final ExecutorService replacing = Executors.newCachedThreadPool();
    /** By the port that they speak from. A life that is not here yet, or no longer, is not killed. */
    private final Map<Integer, App> victims = new ConcurrentHashMap<>();
    /** Of each job the newest attempt, and the one who got it. */
    private final Map<JobId, Assigned> assigned = new HashMap<>();

    /** Delivered to a process that stands still. */
    private final Set<AttemptId> condemned = new HashSet<>();

    private final Set<AttemptId> killed = new HashSet<>();
    private final Set<AttemptId> tooLate = new HashSet<>();
    private int givenToTheSame;
    private int nextAttempts;
    private int processesKilled;

    private record Assigned(AttemptId attempt, int port) {}

    Executioner(Moment moment, int kills, Function<Relay, Launch> launch, Relay relay) {
        this.moment = moment;
        this.kills = kills;
        this.launch = launch;
        this.relay = relay;
    }

    /** Starts the calculators that will be killed, and watches. */
    void begin(int size) {
        relay.tap(this);
        for (int i = 0; i < size; i++) {
            replacing.execute(this::startOne);
        }
    }

    /** Until so many attempts were killed as were ordered. */
    void awaitKills() {
        while (attemptsKilled() < kills) {
            int soFar = attemptsKilled();
            Eventually.is("more kills than " + soFar, () -> attemptsKilled() > soFar);
        }
    }

    /** How many were killed at the moment. */
    synchronized int attemptsKilled() {
        return killed.size() - tooLate.size();
    }

    /** Killed after all: its result came out of the network behind the kill. */
    synchronized int tooLate() {
        return tooLate.size();
    }

    synchronized int processesKilled() {
        return processesKilled;
    }

    /** Attempts that followed one of the same job which was killed. */
    synchronized int nextAttempts() {
        return nextAttempts;
    }

    /** How many of those the dispatcher sent to the same process. */
    synchronized int givenToTheSame() {
        return givenToTheSame;
    }

    @Override
    public synchronized void on(Passing datagram) {
        if (datagram.isTo(Direction.FROM_TARGET)) {
            for (Assign assign : datagram.messages(Assign.class)) {
                onAssign(assign.attempt(), datagram.peerPort());
            }
        } else {
            for (Completed completed : datagram.messages(Completed.class)) {
                if (killed.contains(completed.attempt())) {
                    tooLate.add(completed.attempt());
                }
            }
        }
    }

    private void onAssign(AttemptId attempt, int port) {
        Assigned before = assigned.put(attempt.jobId(), new Assigned(attempt, port));
        if (before != null && !before.attempt().equals(attempt) && killed.contains(before.attempt())) {
            nextAttempts++;
            // A port that has a living owner has a new one.
            givenToTheSame += before.port() == port && !victims.containsKey(port) ? 1 : 0;
        }
        App victim = victims.get(port);
        if (moment == Moment.BEFORE_START && before == null && victim != null && attemptsKilled() < kills) {
            signals.stop(victim);
            condemned.add(attempt);
        }
    }

    @Override
    public synchronized void onDelivered(Passing datagram) {
        if (moment == Moment.BEFORE_START && datagram.isTo(Direction.FROM_TARGET)) {
            for (Assign assign : datagram.messages(Assign.class)) {
                if (condemned.remove(assign.attempt())) {
                    kill(assign.attempt(), datagram.peerPort());
                }
            }
        } else if (moment == Moment.BEFORE_RESULT && datagram.isTo(Direction.TO_TARGET)) {
            for (Started started : datagram.messages(Started.class)) {
                if (started.attempt().number() == 1 && attemptsKilled() < kills) {
                    kill(started.attempt(), datagram.peerPort());
                }
            }
        }
    }

    private void kill(AttemptId attempt, int port) {
        App victim = victims.remove(port);
        if (victim != null) {
            signals.kill(victim);
            killed.add(attempt);
            processesKilled++;
            if (attemptsKilled() < kills) {
                replacing.execute(this::startOne);
            }
        }
    }

    private void startOne() {
        App victim = launch.apply(relay).begin();
        victims.put(victim.port(), victim);
    }

    /** Waits for those that are starting: they are killed with the others. */
    @Override
    public void close() {
        replacing.shutdown();
        try (signals) {
            if (!replacing.awaitTermination(REPLACED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("calculators do not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
