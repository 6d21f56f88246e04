package io.spoor.calculator.compute;

import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Starts and stops the calculations of one calculator, on its event loop; they may end on any thread. */
public final class RunningCalculations implements Calculations {
    private static final Logger LOG = System.getLogger(RunningCalculations.class.getName());

    private final Map<String, Calculation> functions;
    private final EndListener ends;
    private final CalculationFailures failures;
    private final Map<AttemptId, Running> running = new ConcurrentHashMap<>();

    /** Hears how calculations end. */
    @FunctionalInterface
    public interface EndListener {
        /** Called on any thread, also within {@link #start}. */
        void ended(AttemptId attempt, Result result);
    }

    /**
     * @param functions by name; must hold every function that the calculator offers
     * @param failures logs what functions do wrong
     */
    public RunningCalculations(Map<String, Calculation> functions, CalculationFailures failures, EndListener ends) {
        this.functions = Map.copyOf(functions);
        this.failures = failures;
        this.ends = ends;
    }

    @Override
    public void start(AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
        Running one = new Running(attempt, Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)), trace);
        running.put(attempt, one);
        try {
            begin(function, arguments, one).whenComplete((result, failure) -> end(one, function, result, failure));
        } catch (RuntimeException | Error e) {
            // A stage of the function's own making that cannot be listened to.
            end(one, function, null, e);
        }
    }

    private void end(Running one, String function, @Nullable RawJson result, @Nullable Throwable failure) {
        running.remove(one.attempt);
        ends.ended(one.attempt, resultOf(one, function, result, failure));
    }

    private CompletionStage<RawJson> begin(String function, RawJson arguments, Running one) {
        try {
            Calculation calculation = functions.get(function);
            if (calculation == null) {
                throw new CalculationException(Status.NOT_FOUND, "no function " + function + " here");
            }
            return Objects.requireNonNull(calculation.start(arguments, one), "the calculation returned nothing");
        } catch (RuntimeException | Error e) {
            // Whatever is wrong with a function ends this attempt, and nothing else.
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public boolean stop(AttemptId attempt) {
        Running one = running.get(attempt);
        if (one == null) {
            return true;
        }
        return one.stop();
    }

    private Result resultOf(Running one, String function, @Nullable RawJson result, @Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return resultOf(one, function, null, failure.getCause());
        }
        if (failure instanceof CalculationException known && known.status() != Status.INTERNAL) {
            return Result.failed(known.status(), String.valueOf(known.getMessage()));
        }
        if (failure != null) {
            return Result.failed(Status.INTERNAL, failures.onException(one.attempt, one.trace, function, failure));
        }
        if (result == null) {
            return Result.failed(
                    Status.INTERNAL, failures.onBadResult(one.attempt, one.trace, function, "there is no result"));
        }
        try {
            return Result.ok(JsonText.payload(result));
        } catch (IllegalArgumentException e) {
            String what = "the result is " + e.getMessage();
            return Result.failed(Status.INTERNAL, failures.onBadResult(one.attempt, one.trace, function, what));
        }
    }

    /** A calculation, from its start until it has ended or was stopped. */
    private final class Running implements Calculation.Context {
        private final AttemptId attempt;
        private final long timeoutMs;
        private final TraceContext trace;
        private volatile @Nullable BooleanSupplier stop;

        Running(AttemptId attempt, long timeoutMs, TraceContext trace) {
            this.attempt = attempt;
            this.timeoutMs = timeoutMs;
            this.trace = trace;
        }

        boolean stop() {
            BooleanSupplier once = stop;
            stop = null;
            try {
                boolean stopped = once != null && once.getAsBoolean();
                if (stopped) {
                    running.remove(attempt);
                }
                return stopped;
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "calculation " + attempt + " failed to stop", e);
                return false;
            }
        }

        @Override
        public AttemptId attempt() {
            return attempt;
        }

        @Override
        public long timeoutMs() {
            return timeoutMs;
        }

        @Override
        public TraceContext trace() {
            return trace;
        }

        @Override
        public void onStop(BooleanSupplier how) {
            stop = how;
        }
    }
}
