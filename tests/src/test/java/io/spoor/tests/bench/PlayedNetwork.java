package io.spoor.tests.bench;

import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherSettings;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.Output;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher's core, a client, and calculators of one slot, without a network: whatever is assigned waits in {@link
 * #completeOne} order. Time is virtual, {@link #STEP_NANOS} a job, so that kept answers expire as they would under a load
 * of 50,000 jobs a second.
 */
final class PlayedNetwork implements Output<DispatcherEvent> {
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Nobody beats here: what is alive stays so for longer than any benchmark. */
    private static final long FOR_EVER_NANOS = TimeUnit.DAYS.toNanos(30);

    /** Longer than a job waits behind a full queue. */
    private static final long TIMEOUT_MS = 3_000;

    private static final Endpoint CLIENT = new Endpoint("10.1.0.1", 1);
    private static final RawJson ARGUMENTS = RawJson.of("{\"x\":12,\"ms\":500}");
    private static final RawJson RESULT = RawJson.of("{\"y\":144}");

    private final DispatcherCore core = new DispatcherCore("dispatcher-1", settings(), new Random(1));
    private final Random random = new Random(2);
    private final Deque<Assigned> assigned = new ArrayDeque<>();
    private long nowNanos = MS;
    private long finished;

    private record Assigned(Endpoint calculator, AttemptId attempt) {}

    /** So many calculators join, and so many jobs more than they can take are submitted. */
    PlayedNetwork(int calculators, int queued) {
        for (int i = 1; i <= calculators; i++) {
            join(new Endpoint("10.2." + (i >> 8) + "." + (i & 0xff), 1));
        }
        for (int i = 0; i < calculators + queued; i++) {
            submitOne();
        }
        if (assigned.size() != calculators) {
            throw new IllegalStateException(assigned.size() + " of " + calculators + " calculators have work");
        }
    }

    /** One job ends and its answer leaves, another comes. */
    long turnOver() {
        nowNanos += STEP_NANOS;
        completeOne();
        submitOne();
        if (core.nextDeadlineNanos() <= nowNanos) {
            core.onDeadline(nowNanos, this);
        }
        return finished;
    }

    private void submitOne() {
        Message submit = new Message.Submit(
                TraceContext.NONE, "client-1", JobId.random(random), 1, "sleep", ARGUMENTS, TIMEOUT_MS, 0, 0, null);
        core.onMessage(CLIENT, submit, nowNanos, this);
    }

    private void completeOne() {
        long before = finished;
        Assigned next = assigned.remove();
        Message completed = new Message.Completed(
                TraceContext.NONE, next.calculator().toString(), next.attempt(), Status.OK, RESULT, null);
        core.onMessage(next.calculator(), completed, nowNanos, this);
        if (finished != before + 1) {
            throw new IllegalStateException("completed, but not finished: " + next);
        }
    }

    /** Two beats around an ack, which proves the round trip. */
    private void join(Endpoint calculator) {
        beat(calculator, 1, null, 0);
        beat(calculator, 2, "dispatcher-1", echo);
    }

    private long echo;

    private void beat(Endpoint at, long number, @Nullable String dispatcher, long heard) {
        Message beat = new Message.Heartbeat(
                TraceContext.NONE,
                at.toString(),
                number,
                1,
                0,
                false,
                List.of("sleep"),
                1,
                dispatcher,
                heard,
                null,
                null,
                List.of(),
                List.of());
        core.onMessage(at, beat, nowNanos, this);
    }

    @Override
    public void send(Endpoint to, Message message) {
        if (message instanceof Message.Assign assign) {
            assigned.add(new Assigned(to, assign.attempt()));
        } else if (message instanceof Message.Finished) {
            finished++;
        } else if (message instanceof Message.HeartbeatAck ack) {
            echo = ack.echo();
        }
    }

    @Override
    public void tell(DispatcherEvent fact) {
        // Telemetry is measured with real processes.
    }

    private static DispatcherSettings settings() {
        return new DispatcherSettings(
                200 * MS,
                FOR_EVER_NANOS,
                FOR_EVER_NANOS + 1,
                FOR_EVER_NANOS + 2,
                100_000,
                FOR_EVER_NANOS,
                3,
                new Backoff(20 * MS, 200 * MS),
                0.2,
                20,
                new Backoff(FOR_EVER_NANOS, FOR_EVER_NANOS),
                5 * MS,
                1_000_000,
                1_000_000,
                1L << 30,
                100 * MS,
                MS,
                FOR_EVER_NANOS);
    }
}
