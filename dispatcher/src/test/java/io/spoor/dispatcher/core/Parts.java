package io.spoor.dispatcher.core;

import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.PeerPath;
import io.spoor.protocol.node.RoundTrip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calculators and jobs for tests of the core's parts, without a dispatcher around them. */
final class Parts {
    private Parts() {}

    /** An idle member. */
    static Calculator calculator(String name, int slots, String... functions) {
        Calculator calculator = new Calculator(
                name,
                World.at(name),
                new FailureDetector(450, 640, 0),
                new PeerPath(new Backoff(25, 200), new RoundTrip(25, 200)));
        calculator.update(
                World.at(name),
                new Heartbeat(
                        TraceContext.NONE,
                        name,
                        1,
                        slots,
                        0,
                        false,
                        List.of(functions),
                        1,
                        null,
                        0,
                        null,
                        null,
                        List.of(),
                        List.of()));
        calculator.liveness = Liveness.ALIVE;
        return calculator;
    }

    static Job job(int n) {
        return job("client-1", n);
    }

    static Job job(String client, int n) {
        return new Job(World.submitOf(client, n), World.CLIENT, 3, Long.MAX_VALUE, 0);
    }

    static Job jobFor(String function, int n) {
        return new Job(World.submitFor(function, n), World.CLIENT, 3, Long.MAX_VALUE, 0);
    }

    /** A job whose last attempt that calculator failed. */
    static Job tried(int n, @Nullable String by) {
        Job job = job(n);
        job.avoid = by;
        return job;
    }

    /** A job that runs on a calculator of its own, or not at all. */
    static Job alone(int n) {
        return alone("sleep", n);
    }

    static Job alone(String function, int n) {
        Job job = jobFor(function, n);
        job.alone = true;
        return job;
    }
}
