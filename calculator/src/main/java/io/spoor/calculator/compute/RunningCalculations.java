package io.spoor.calculator.compute;

import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
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
    private final Map<AttemptId, Running> running = new ConcurrentHashMap<>();

    /** Hears how calculations end. */
    @FunctionalInterface
    public interface EndListener {
        /** Called on any thread, also within {@link #start}. */
        void ended(AttemptId attempt, Result result);
    }

    /** @param functions by name; must hold every function that the calculator offers */
    public RunningCalculations(Map<String, Calculation> functions, EndListener ends) {
        this.functions = Map.copyOf(functions);
        this.ends = ends;
    }

    @Override
    public void start(AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
        Running one = new Running(attempt, Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)), trace);
        running.put(attempt, one);
        begin(function, arguments, one).whenComplete((result, failure) -> {
            running.remove(attempt);
            ends.ended(attempt, resultOf(result, failure));
        });
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

    private static Result resultOf(@Nullable RawJson result, @Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return resultOf(null, failure.getCause());
        }
        if (failure instanceof CalculationException known) {
            return Result.failed(known.status(), String.valueOf(known.getMessage()));
        }
        if (failure != null) {
            String message = failure.getMessage();
            return Result.failed(Status.INTERNAL, message == null ? failure.toString() : message);
        }
        return result == null ? Result.failed(Status.INTERNAL, "the calculation has no result") : Result.ok(result);
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
            } catch (RuntimeException e) {
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
