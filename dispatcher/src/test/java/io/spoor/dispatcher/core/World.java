package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A dispatcher under test: its time, moved by hand, and what it has said since it was last asked. */
final class World implements Output<DispatcherEvent> {
    static final Endpoint CLIENT = new Endpoint("10.0.0.1", 1);
    static final String ME = "dispatcher-1";
    private static final long SEED = 1;

    /** What the usual job allows one attempt. */
    private static final long ATTEMPT_TIMEOUT_MS = 5_000;

    final DispatcherCore core;

    /** Makes the echoes that the core makes: from the same numbers drawn. */
    private final Echoes echoes = new Echoes(new Random(SEED));

    final List<DispatcherEvent> facts = new ArrayList<>();
    long now = ms(1_000);
    private final List<Sent> sent = new ArrayList<>();

    record Sent(Endpoint to, Message message) {}

    World() {
        this(settings -> {});
    }

    /** With settings that differ from the usual ones. */
    World(Consumer<TestSettings> change) {
        TestSettings settings = new TestSettings();
        change.accept(settings);
        core = new DispatcherCore(ME, settings.build(), new Random(SEED));
    }

    static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    static JobId job(int n) {
        return new JobId(0, n);
    }

    static Endpoint at(String calculator) {
        return new Endpoint("10.0.1.1", calculator.hashCode() & 0x7fff);
    }

    static Submit submit(int n) {
        return submit(n, 1, 10_000, 0, null);
    }

    static Submit submit(int n, int ask, long timeoutMs, int attempts, @Nullable String dispatcher) {
        return submit("client-1", "sleep", n, ask, timeoutMs, attempts, ATTEMPT_TIMEOUT_MS, dispatcher);
    }

    /** A job each attempt of which may take so long. */
    static Submit submitWithLimit(int n, long timeoutMs, int attempts, long attemptTimeoutMs) {
        return submit("client-1", "sleep", n, 1, timeoutMs, attempts, attemptTimeoutMs, null);
    }

    /** A job of a client other than the usual one. */
    static Submit submitOf(String client, int n) {
        return submit(client, "sleep", n, 1, 10_000, 0, ATTEMPT_TIMEOUT_MS, null);
    }

    /** A job of another function. */
    static Submit submitFor(String function, int n) {
        return submit("client-1", function, n, 1, 10_000, 0, ATTEMPT_TIMEOUT_MS, null);
    }

    static Submit submit(
            String client,
            String function,
            int n,
            int ask,
            long timeoutMs,
            int attempts,
            long attemptTimeoutMs,
            @Nullable String dispatcher) {
        RawJson arguments = RawJson.of("{\"x\":" + n + "}");
        return new Submit(
                TraceContext.NONE,
                client,
                job(n),
                ask,
                function,
                arguments,
                timeoutMs,
                attempts,
                attemptTimeoutMs,
                dispatcher);
    }

    /** The client sends a message now. */
    void fromClient(Message message) {
        core.onMessage(CLIENT, message, now, this);
    }

    void from(String calculator, Message message) {
        core.onMessage(at(calculator), message, now, this);
    }

    void from(Endpoint endpoint, Message message) {
        core.onMessage(endpoint, message, now, this);
    }

    /** A calculator played by the test, member already. */
    PlayedCalculator calculator(String name, int slots) {
        return new PlayedCalculator(this, name, slots).join();
    }

    /** A calculator says that it is there and hears us: two heartbeats around an ack. */
    void join(String calculator, int slots) {
        heartbeat(calculator, 1, slots, 0, 0, List.of());
        alive(calculator, 2, slots, 0, List.of());
    }

    /** A heartbeat that proves a round trip. */
    void alive(String calculator, long number, int slots, int busy, List<AttemptId> running) {
        heartbeat(calculator, number, slots, busy, echo(calculator), running);
    }

    /** What an ack of this moment would give the calculator to bring back. */
    long echo(String calculator) {
        return echoes.of(calculator, at(calculator), now);
    }

    void heartbeat(String calculator, long number, int slots, int busy, long echo, List<AttemptId> running) {
        from(calculator, heartbeatOf(calculator, number, slots, busy, echo, false, running, List.of()));
    }

    static Heartbeat heartbeatOf(
            String calculator,
            long number,
            int slots,
            int busy,
            long echo,
            boolean draining,
            List<AttemptId> running,
            List<AttemptId> completed) {
        return new Heartbeat(
                TraceContext.NONE,
                calculator,
                number,
                slots,
                busy,
                draining,
                List.of("sleep"),
                1,
                echo == 0 ? null : ME,
                echo,
                null,
                null,
                running,
                completed);
    }

    void started(Assign assign, String calculator) {
        from(calculator, new Started(TraceContext.NONE, calculator, assign.attempt()));
    }

    void completed(Assign assign, String calculator) {
        completed(assign.attempt(), calculator, Status.OK);
    }

    void completed(AttemptId attempt, String calculator, Status status) {
        RawJson result = status == Status.OK ? RawJson.of("4") : null;
        String reason = status == Status.OK ? null : "because";
        from(calculator, new Completed(TraceContext.NONE, calculator, attempt, status, result, reason));
    }

    /** Time passes; every deadline fires when it is due. */
    void pass(long ms) {
        long until = now + ms(ms);
        while (core.nextDeadlineNanos() <= until) {
            now = Math.max(now, core.nextDeadlineNanos());
            core.onDeadline(now, this);
        }
        now = until;
    }

    /** Time passes while these calculators live and all others are silent. */
    void live(long ms, PlayedCalculator... calculators) {
        passWithHeartbeats(ms, () -> {
            for (PlayedCalculator calculator : calculators) {
                calculator.beat();
            }
        });
    }

    /** Time passes while the process is stopped: what was due meanwhile fires late. */
    void stopFor(long ms) {
        now += ms(ms);
    }

    /** Time passes while calculators keep sending heartbeats that name what they run. */
    void passWithHeartbeats(long ms, Runnable beat) {
        for (long passed = 0; passed < ms; passed += 100) {
            pass(100);
            beat.run();
        }
    }

    /** The only message of the type sent since the last look. */
    <M extends Message> M one(Class<M> type) {
        List<M> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("one " + type.getSimpleName() + ", but " + sent);
        }
        return all.get(0);
    }

    /** All messages of the type sent since the last look; the look takes everything away. */
    <M extends Message> List<M> all(Class<M> type) {
        List<M> all = new ArrayList<>();
        for (Sent one : sent) {
            if (type.isInstance(one.message())) {
                all.add(type.cast(one.message()));
            }
        }
        sent.clear();
        return all;
    }

    /** Takes the messages of the type to that address, and no others, out of what was sent. */
    <M extends Message> List<M> take(Class<M> type, Endpoint to) {
        List<M> taken = new ArrayList<>();
        sent.removeIf(one -> {
            boolean matches = type.isInstance(one.message()) && one.to().equals(to);
            if (matches) {
                taken.add(type.cast(one.message()));
            }
            return matches;
        });
        return taken;
    }

    <M extends Message> M takeOne(Class<M> type, Endpoint to) {
        List<M> taken = take(type, to);
        if (taken.size() != 1) {
            throw new AssertionError("one " + type.getSimpleName() + " to " + to + ", but " + taken);
        }
        return taken.get(0);
    }

    /** The newest fact of the type. */
    <F extends DispatcherEvent> F last(Class<F> type) {
        List<F> all = facts(type);
        if (all.isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " in " + facts);
        }
        return all.get(all.size() - 1);
    }

    <F extends DispatcherEvent> List<F> facts(Class<F> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Finished finished() {
        return one(Finished.class);
    }

    HeartbeatAck ack() {
        return one(HeartbeatAck.class);
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    void forgetSent() {
        sent.clear();
    }

    @Override
    public void send(Endpoint to, Message message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void tell(DispatcherEvent fact) {
        facts.add(fact);
    }
}
