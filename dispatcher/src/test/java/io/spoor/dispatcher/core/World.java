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
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A dispatcher under test: its time, moved by hand, and what it has said since it was last asked. */
final class World implements Output<DispatcherEvent> {
    static final Endpoint CLIENT = new Endpoint("10.0.0.1", 1);
    static final String ME = "dispatcher-1";

    final DispatcherCore core;
    final List<DispatcherEvent> facts = new ArrayList<>();
    long now = ms(1_000);
    private final List<Sent> sent = new ArrayList<>();

    record Sent(Endpoint to, Message message) {}

    World() {
        this(settings());
    }

    World(DispatcherSettings settings) {
        core = new DispatcherCore(ME, settings, new Random(1));
    }

    static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    /** Heartbeat 200, suspect 450, dead 640, lease 800, attempt timeout 5,000; three attempts. */
    static DispatcherSettings settings() {
        return settings(1_000, 100);
    }

    static DispatcherSettings settings(int queueMax, int jobsPerClientMax) {
        return new DispatcherSettings(
                ms(200),
                ms(450),
                ms(640),
                ms(60_000),
                100,
                ms(800),
                ms(5_000),
                3,
                new Backoff(ms(20), ms(1_000)),
                0.2,
                20,
                new Backoff(ms(25), ms(200)),
                ms(5),
                queueMax,
                jobsPerClientMax,
                1 << 20,
                ms(100),
                ms(600),
                ms(5_000));
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
        return new Submit(
                TraceContext.NONE,
                "client-1",
                job(n),
                ask,
                "sleep",
                RawJson.of("{\"x\":" + n + "}"),
                timeoutMs,
                attempts,
                dispatcher);
    }

    /** The client sends a message now. */
    void fromClient(Message message) {
        core.onMessage(CLIENT, message, now, this);
    }

    void from(String calculator, Message message) {
        core.onMessage(at(calculator), message, now, this);
    }

    /** A calculator says that it is there and hears us: two heartbeats around an ack. */
    void join(String calculator, int slots) {
        heartbeat(calculator, 1, slots, 0, 0, List.of());
        alive(calculator, 2, slots, 0, List.of());
    }

    /** A heartbeat that proves a round trip. */
    void alive(String calculator, long number, int slots, int busy, List<AttemptId> running) {
        heartbeat(calculator, number, slots, busy, now / 1_000, running);
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
