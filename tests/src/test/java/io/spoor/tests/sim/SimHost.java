package io.spoor.tests.sim;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One life of a process: runs a core in virtual time as the real runner does on an event loop. In a turn it reads what
 * waits, fires what is due, and then lets the sends leave, packed by address. A stopped process (SIGSTOP) does nothing
 * while its kernel goes on to take packets, until the buffer is full: then the newest are dropped.
 */
public final class SimHost<E> {
    /** Datagrams that the kernel's default buffer holds. */
    private static final int KERNEL_BUFFER_MAX = 166;

    private static final int READS_PER_TURN = 16;

    /** More turns at one instant than any honest backlog needs. */
    private static final int TURNS_AT_ONE_INSTANT_MAX = 5_000;

    private final String name;
    private final Endpoint address;
    private final SimClock clock;
    private final Scheduler scheduler;
    private final SimNetwork network;
    private final Watcher watcher;
    private final ArrayDeque<Packet> kernelBuffer = new ArrayDeque<>();
    private final ArrayDeque<Command<E>> commands = new ArrayDeque<>();
    private final Map<Endpoint, List<Message>> sends = new LinkedHashMap<>();
    private final Output<E> output = new TurnOutput();
    private final long timerLatenessNanos;
    private final boolean probesTooEarly;
    private Node<E> node;
    private boolean alive = true;
    private boolean paused;
    private boolean turnPlanned;
    private long wakePlannedForNanos = Long.MAX_VALUE;
    private long lastTurnNanos = Long.MIN_VALUE;
    private int turnsAtThisInstant;
    private long pausedTotalNanos;
    private long pausedSinceNanos;
    private long resumedNanos;
    private long readCostNanos;
    private long busyUntilNanos;

    /** Something that is done on the event loop, with its time and its output. */
    @FunctionalInterface
    public interface Command<E> {
        void run(long nowNanos, Output<E> out);
    }

    /**
     * Opens the port and waits for packets and commands.
     *
     * @param timerLatenessNanos how late timers fire: real ones are not exact
     * @param probesTooEarly after each turn the core is asked before its deadline, which must change nothing
     */
    SimHost(
            String name,
            Endpoint address,
            SimClock clock,
            Node<E> node,
            Scheduler scheduler,
            SimNetwork network,
            Watcher watcher,
            long timerLatenessNanos,
            boolean probesTooEarly) {
        this.name = name;
        this.address = address;
        this.clock = clock;
        this.node = node;
        this.scheduler = scheduler;
        this.network = network;
        this.watcher = watcher;
        this.timerLatenessNanos = timerLatenessNanos;
        this.probesTooEarly = probesTooEarly;
        network.attach(address, this);
        watcher.onLife(this, "starts");
    }

    /** The identity of this life. */
    public String name() {
        return name;
    }

    public Endpoint address() {
        return address;
    }

    public boolean isAlive() {
        return alive;
    }

    public boolean isPaused() {
        return paused;
    }

    /** What its own clock shows. */
    public long nowNanos() {
        return clock.localNanos(scheduler.nowNanos());
    }

    /** For how long it has been stopped in all, by its own clock: what it cannot be blamed for. */
    public long pausedTotalNanos() {
        return pausedTotalNanos;
    }

    /** When it went on after it was stopped last, by its own clock; 0: never. */
    public long resumedNanos() {
        return resumedNanos;
    }

    /** Runs the command in a turn of its own, or after the pause. */
    void execute(Command<E> command) {
        if (alive) {
            commands.add(command);
            planTurn();
        }
    }

    /** From now on it takes so long to work on a message, as in a process that is short of CPU; nothing else takes time. */
    public void setReadCost(long nanos) {
        readCostNanos = nanos;
    }

    /** A packet has reached this machine's kernel. */
    void receive(Packet packet) {
        if (kernelBuffer.size() >= KERNEL_BUFFER_MAX) {
            watcher.onDrop(packet, "kernel buffer full");
            return;
        }
        kernelBuffer.add(packet);
        planTurn();
    }

    /** SIGSTOP. */
    public void pause() {
        if (alive && !paused) {
            paused = true;
            pausedSinceNanos = nowNanos();
            watcher.onLife(this, "is stopped");
        }
    }

    /** SIGCONT. */
    public void resume() {
        if (alive && paused) {
            paused = false;
            resumedNanos = nowNanos();
            pausedTotalNanos += resumedNanos - pausedSinceNanos;
            watcher.onLife(this, "goes on");
            planTurn();
        }
    }

    /** SIGKILL: nothing that it knew is left, and nothing more leaves it. */
    public void kill() {
        end("is killed");
    }

    /** Leaves of its own accord. */
    public void exit() {
        end("exits");
    }

    /** Puts another participant in the place of the core, such as one without an injected fault. */
    void replaceNode(Node<E> other) {
        node = other;
        planTurn();
    }

    private void end(String how) {
        if (alive) {
            alive = false;
            network.detach(address, this);
            watcher.onLife(this, how);
        }
    }

    private void planTurn() {
        if (!turnPlanned && !paused) {
            turnPlanned = true;
            scheduler.at(Math.max(scheduler.nowNanos(), busyUntilNanos), this::turn);
        }
    }

    private void turn() {
        turnPlanned = false;
        if (!alive || paused) {
            return;
        }
        long nowNanos = nowNanos();
        checkThatWorkEnds(nowNanos);
        for (int reads = 0; reads < READS_PER_TURN && !kernelBuffer.isEmpty(); reads++) {
            Packet packet = kernelBuffer.remove();
            read(packet, nowNanos);
            busyUntilNanos = Math.max(busyUntilNanos, scheduler.nowNanos())
                    + packet.messages().size() * readCostNanos;
        }
        while (!commands.isEmpty()) {
            commands.remove().run(nowNanos, output);
        }
        if (kernelBuffer.isEmpty() && node.nextDeadlineNanos() <= nowNanos) {
            node.onDeadline(nowNanos, output);
        }
        flush();
        probe(nowNanos);
        watcher.afterTurn(this);
        planNext(nowNanos);
    }

    /** A runner's timer may fire before its time: that must change nothing. */
    private void probe(long nowNanos) {
        long deadlineNanos = node.nextDeadlineNanos();
        if (deadlineNanos > nowNanos && probesTooEarly) {
            node.onDeadline(nowNanos, new Silence());
            Violation.unless(
                    node.nextDeadlineNanos() == deadlineNanos, "%s changes its deadline when asked too early", name);
        }
    }

    private void read(Packet packet, long nowNanos) {
        for (Message message : packet.messages()) {
            watcher.onReceive(this, packet.from(), message);
            node.onMessage(packet.from(), message, nowNanos, output);
        }
    }

    private void flush() {
        for (Map.Entry<Endpoint, List<Message>> entry : sends.entrySet()) {
            network.send(address, entry.getKey(), entry.getValue());
        }
        sends.clear();
    }

    private void planNext(long nowNanos) {
        long deadline = node.nextDeadlineNanos();
        if (!kernelBuffer.isEmpty() || deadline <= nowNanos) {
            planTurn();
        } else if (deadline != Long.MAX_VALUE) {
            planWake(clock.worldNanos(deadline) + timerLatenessNanos);
        }
    }

    /** Only the earliest planned wake counts; one that is no longer needed finds nothing due and changes nothing. */
    private void planWake(long worldNanos) {
        if (worldNanos < wakePlannedForNanos || wakePlannedForNanos <= scheduler.nowNanos()) {
            wakePlannedForNanos = worldNanos;
            scheduler.at(worldNanos, this::planTurn);
        }
    }

    private void checkThatWorkEnds(long nowNanos) {
        turnsAtThisInstant = nowNanos == lastTurnNanos ? turnsAtThisInstant + 1 : 1;
        lastTurnNanos = nowNanos;
        Violation.unless(
                turnsAtThisInstant <= TURNS_AT_ONE_INSTANT_MAX,
                "%s leaves its deadline in the past though nothing is left to do",
                name);
    }

    /** Facts are shown at once, sends leave at the end of the turn: in the order that the runner promises. */
    private final class TurnOutput implements Output<E> {
        @Override
        public void send(Endpoint to, Message message) {
            watcher.onSend(SimHost.this, to, message);
            sends.computeIfAbsent(to, unused -> new ArrayList<>()).add(message);
        }

        @Override
        public void tell(E fact) {
            watcher.onFact(SimHost.this, fact);
        }
    }

    /** Takes the output of a core that has nothing to say. */
    private final class Silence implements Output<E> {
        @Override
        public void send(Endpoint to, Message message) {
            throw new Violation(name + " sends before its deadline: " + message);
        }

        @Override
        public void tell(E fact) {
            throw new Violation(name + " tells before its deadline: " + fact);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
