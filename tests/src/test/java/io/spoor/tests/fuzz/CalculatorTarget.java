package io.spoor.tests.fuzz;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorSettings;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Anything may be said to a calculator: it never runs more than its slots, and its drain always ends. */
public final class CalculatorTarget {
    private static final int SLOTS = 3;
    private static final Endpoint DISPATCHER = new Endpoint("10.0.0.1", 1);
    private static final Endpoint OTHER_DISPATCHER = new Endpoint("10.0.0.2", 2);

    private final Drawn calculations = new Drawn();
    private final CalculatorCore core = new CalculatorCore("calc-1", 1, settings(), List.of(DISPATCHER), calculations);
    private final CoreRun<CalculatorEvent> run;
    private final InputBytes in;

    private CalculatorTarget(InputBytes in) {
        this.in = in;
        this.run = new CoreRun<>(in, core, List.of(DISPATCHER, OTHER_DISPATCHER), fact -> {});
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        new CalculatorTarget(new InputBytes(input)).run();
    }

    private void run() {
        core.start(run.nowNanos(), run);
        while (!in.isEmpty()) {
            step();
            Broken.unless(calculations.running.size() <= SLOTS, "runs %d", calculations.running.size());
        }
        core.drain(run.nowNanos(), run);
        run.comeToRest(settings().drainNanos());
        Broken.unless(core.isDrained(), "does not leave");
    }

    private void step() {
        switch (in.any()) {
            case 255 -> core.drain(run.nowNanos(), run);
            case 254 ->
                core.onDispatchersResolved(
                        in.oneOf(List.of(DISPATCHER), List.of(OTHER_DISPATCHER), List.of(DISPATCHER, OTHER_DISPATCHER)),
                        run.nowNanos(),
                        run);
            case 240, 241, 242, 243, 244, 245, 246, 247 -> computed();
            default -> run.step();
        }
    }

    private void computed() {
        if (!calculations.running.isEmpty()) {
            AttemptId attempt = in.oneOf(List.copyOf(calculations.running));
            calculations.running.remove(attempt);
            Status status = run.drawn.status();
            Result result = status == Status.OK
                    ? Result.ok(in.oneIn(4) ? tooLarge() : run.drawn.payload())
                    : Result.failed(status, "\u20ac".repeat(in.any()));
            core.onComputed(attempt, result, run.nowNanos(), run);
        }
    }

    private static RawJson tooLarge() {
        return RawJson.of("\"" + "x".repeat(70_000) + "\"");
    }

    /** Half of the calculations cannot be stopped. */
    private static final class Drawn implements Calculations {
        private final Set<AttemptId> running = new LinkedHashSet<>();

        @Override
        public void start(
                AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
            Broken.unless(running.add(attempt), "runs twice at once: %s", attempt);
        }

        @Override
        public boolean stop(AttemptId attempt) {
            boolean stoppable = attempt.jobId().low() % 2 == 0;
            return stoppable && running.remove(attempt);
        }
    }

    private static CalculatorSettings settings() {
        return new CalculatorSettings(
                SLOTS, List.of("sleep", "square"), ms(50), ms(300), ms(5), ms(20), ms(3_000), 8_192);
    }

    private static long ms(long ms) {
        return MILLISECONDS.toNanos(ms);
    }
}
