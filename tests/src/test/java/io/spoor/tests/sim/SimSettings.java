package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.calculator.core.CalculatorSettings;
import io.spoor.client.core.ClientSettings;
import io.spoor.dispatcher.core.DispatcherSettings;
import io.spoor.protocol.node.Backoff;
import java.util.List;

/**
 * Settings of the three cores, mostly for a fast world: heartbeats every 50 ms, DEAD after 300, so that a second is a long
 * time.
 *
 * @param dispatcher of every dispatcher
 * @param client of every client
 * @param calculator of every calculator, but for its slots
 * @param attemptTimeoutNanos of every job; 0: none
 */
public record SimSettings(
        DispatcherSettings dispatcher, ClientSettings client, CalculatorSettings calculator, long attemptTimeoutNanos) {
    private static final long HEARTBEAT_NANOS = ms(50);
    private static final long CACHE_BYTES = 1 << 20;

    /** Settings under which no bound is met. */
    public static SimSettings roomy() {
        return new SimSettings(
                dispatcher(1_000, 1_000, CACHE_BYTES), client(1_000), calculator(1, CACHE_BYTES), ms(1_000));
    }

    /** Settings under which every bound is met: few jobs wait, caches hold a dozen replies. */
    static SimSettings tight() {
        return new SimSettings(dispatcher(4, 3, 1_600), client(5), calculator(1, 2_200), ms(1_000));
    }

    /** Settings as in {@code config/}: heartbeats every 200 ms, calculations that may take a minute. */
    public static SimSettings deployed() {
        DispatcherSettings dispatcher = new DispatcherSettings(
                ms(200),
                ms(450),
                ms(640),
                ms(60_000),
                10_000,
                ms(800),
                3,
                new Backoff(ms(20), ms(1_000)),
                0.2,
                20,
                new Backoff(ms(25), ms(200)),
                ms(5),
                100_000,
                20_000,
                64 * CACHE_BYTES,
                ms(100),
                ms(600),
                ms(5_000));
        CalculatorSettings calculator = new CalculatorSettings(
                1, List.of(World.FUNCTION), ms(200), ms(3_000), ms(5), ms(20), ms(60_000), 16 * CACHE_BYTES);
        return new SimSettings(dispatcher, client(10_000), calculator, 0);
    }

    /** The same with another queue in the dispatcher. */
    public SimSettings withQueueMax(int queueMax) {
        return new SimSettings(dispatcher(queueMax, 1_000, CACHE_BYTES), client, calculator, attemptTimeoutNanos);
    }

    /** The same with calculators that offer these functions. */
    SimSettings withFunctions(List<String> functions) {
        CalculatorSettings offering = new CalculatorSettings(
                calculator.slots(),
                functions,
                calculator.heartbeatNanos(),
                calculator.silenceNanos(),
                calculator.startedDelayNanos(),
                calculator.offerNanos(),
                calculator.drainNanos(),
                calculator.replyCacheBytes());
        return new SimSettings(dispatcher, client, offering, attemptTimeoutNanos);
    }

    /** The same with attempts that may take as long as their jobs. */
    SimSettings withoutAttemptTimeout() {
        return new SimSettings(dispatcher, client, calculator, 0);
    }

    CalculatorSettings calculatorWith(int slots) {
        return new CalculatorSettings(
                slots,
                calculator.functions(),
                calculator.heartbeatNanos(),
                calculator.silenceNanos(),
                calculator.startedDelayNanos(),
                calculator.offerNanos(),
                calculator.drainNanos(),
                calculator.replyCacheBytes());
    }

    private static DispatcherSettings dispatcher(int queueMax, int jobsPerClientMax, long replyCacheBytes) {
        return new DispatcherSettings(
                HEARTBEAT_NANOS,
                ms(120),
                ms(300),
                ms(2_000),
                64,
                ms(400),
                3,
                new Backoff(ms(20), ms(200)),
                0.2,
                20,
                new Backoff(ms(25), ms(200)),
                ms(5),
                queueMax,
                jobsPerClientMax,
                replyCacheBytes,
                ms(100),
                3 * HEARTBEAT_NANOS,
                ms(500));
    }

    private static ClientSettings client(int outstandingMax) {
        return new ClientSettings(ms(25), ms(480), ms(480), ms(2_000), ms(240), ms(2_000), outstandingMax, 1_000, 100);
    }

    private static CalculatorSettings calculator(int slots, long replyCacheBytes) {
        return new CalculatorSettings(
                slots,
                List.of(World.FUNCTION),
                HEARTBEAT_NANOS,
                6 * HEARTBEAT_NANOS,
                ms(5),
                ms(20),
                ms(3_000),
                replyCacheBytes);
    }
}
