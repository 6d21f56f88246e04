package io.spoor.tests.sim;

import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Computes x² in virtual time, as well or as badly as it is told to. */
public final class SimCalculations implements Calculations {
    private final World world;
    private final Function<AttemptId, ServiceProfile.Behaviour> behaviours;
    private final Map<AttemptId, Running> running = new LinkedHashMap<>();
    private SimCalculator owner;

    private record Running(ServiceProfile.Behaviour behaviour, Result result) {}

    @SuppressWarnings("NullAway.Init") // the calculator and its calculations know each other
    SimCalculations(World world, Function<AttemptId, ServiceProfile.Behaviour> behaviours) {
        this.world = world;
        this.behaviours = behaviours;
    }

    void setOwner(SimCalculator owner) {
        this.owner = owner;
    }

    /** How many run at this moment. */
    public int running() {
        return running.size();
    }

    boolean isRunning(AttemptId attempt) {
        return running.containsKey(attempt);
    }

    @Override
    public void start(AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
        ServiceProfile.Behaviour behaviour = world.isPoison(attempt)
                ? ServiceProfile.Behaviour.taking(ServiceProfile.Behaviour.FOR_EVER)
                : behaviours.apply(attempt);
        Running run = new Running(behaviour, resultOf(behaviour, arguments));
        running.put(attempt, run);
        world.watcher().onCalculation(owner, attempt);
        world.scheduler().after(behaviour.durationNanos(), () -> finish(attempt, run));
    }

    @Override
    public boolean stop(AttemptId attempt) {
        Running run = running.get(attempt);
        if (run == null || !run.behaviour().stoppable()) {
            return false;
        }
        running.remove(attempt);
        world.watcher().onCalculationOver(owner, attempt);
        return true;
    }

    /** A stopped process does not go on computing, so a calculation ends no earlier than its process goes on. */
    private void finish(AttemptId attempt, Running run) {
        owner.host().execute((nowNanos, out) -> {
            if (running.remove(attempt, run)) {
                world.watcher().onCalculationOver(owner, attempt);
                owner.onComputed(attempt, run.result());
            }
        });
    }

    private static Result resultOf(ServiceProfile.Behaviour behaviour, RawJson arguments) {
        if (behaviour.fails()) {
            return new Result(Status.UNAVAILABLE, null, "drawn failure");
        }
        String text = arguments.toString();
        long x = Long.parseLong(text, text.indexOf(':') + 1, text.length() - 1, 10);
        return new Result(Status.OK, RawJson.of(Long.toString(x * x)), null);
    }
}
