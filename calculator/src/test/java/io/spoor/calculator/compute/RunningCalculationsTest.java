package io.spoor.calculator.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RunningCalculationsTest {
    private static final AttemptId ATTEMPT = new AttemptId(new JobId(1, 2), 1, "disp-a");

    private record End(AttemptId attempt, Result result) {}

    private final List<End> ends = new ArrayList<>();
    private final CompletableFuture<RawJson> result = new CompletableFuture<>();

    private RunningCalculations started(BiFunction<RawJson, Calculation.Context, CompletionStage<RawJson>> body) {
        Calculation calculation = new Calculation() {
            @Override
            public String name() {
                return "f";
            }

            @Override
            public CompletionStage<RawJson> start(RawJson arguments, Context context) {
                return body.apply(arguments, context);
            }
        };
        RunningCalculations calculations = new RunningCalculations(
                Map.of("f", calculation), new CalculationFailures(), (attempt, end) -> ends.add(new End(attempt, end)));
        calculations.start(ATTEMPT, "f", RawJson.NULL, TimeUnit.MILLISECONDS.toNanos(7), TraceContext.NONE);
        return calculations;
    }

    private void assertEnded(Result expected) {
        assertEquals(List.of(new End(ATTEMPT, expected)), ends);
    }

    @Test
    void shouldTellTheResultOnceItIsThere() {
        started((arguments, context) -> {
            assertEquals(ATTEMPT, context.attempt());
            assertEquals(7, context.timeoutMs());
            return result;
        });
        assertEquals(List.of(), ends);
        result.complete(RawJson.of("4"));
        assertEnded(Result.ok(RawJson.of("4")));
    }

    @Test
    void shouldFailWithTheStatusThatTheCalculationKnows() {
        started((arguments, context) -> {
            throw new CalculationException(Status.RESOURCE_EXHAUSTED, "no licence left");
        });
        assertEnded(Result.failed(Status.RESOURCE_EXHAUSTED, "no licence left"));
    }

    @Test
    void shouldFailInternalWithClassAndMessageOfAnythingElse() {
        started((arguments, context) -> result.thenApply(x -> {
            throw new IllegalStateException("worker 3 is gone");
        }));
        result.complete(RawJson.NULL);
        assertEnded(Result.failed(Status.INTERNAL, "java.lang.IllegalStateException: worker 3 is gone"));
    }

    @Test
    void shouldFailInternalWithItsKindWhereThereIsNoMessage() {
        started((arguments, context) -> {
            throw new StackOverflowError();
        });
        assertEnded(Result.failed(Status.INTERNAL, "java.lang.StackOverflowError"));
    }

    @Test
    void shouldFailInternalWithoutAResult() {
        started((arguments, context) -> CompletableFuture.completedFuture(null));
        assertEnded(Result.failed(Status.INTERNAL, "there is no result"));
    }

    @Test
    void shouldEndAlsoWhereTheExceptionItselfThrows() {
        started((arguments, context) -> {
            throw new IllegalStateException() {
                @Override
                public String getMessage() {
                    throw new IllegalArgumentException("no text");
                }
            };
        });
        assertEquals(Status.INTERNAL, ends.get(0).result().status());
    }

    @Test
    void shouldEndAlsoWhereTheFutureCannotBeListenedTo() {
        started((arguments, context) -> new CompletableFuture<>() {
            @Override
            public CompletableFuture<RawJson> whenComplete(BiConsumer<? super RawJson, ? super Throwable> action) {
                throw new UnsupportedOperationException("listen elsewhere");
            }
        });
        assertEnded(Result.failed(Status.INTERNAL, "java.lang.UnsupportedOperationException: listen elsewhere"));
    }

    @Test
    @SuppressWarnings("NullAway") // As a function whose compiler does not look at nulls.
    void shouldEndAFailureWithoutAStatus() {
        started((arguments, context) -> {
            throw new CalculationException(null, "no status");
        });
        assertEnded(Result.failed(Status.INTERNAL, "java.lang.NullPointerException: a failure has a status"));
    }

    @Test
    void shouldSendWhatTheResultWasWhenItWasReturned() {
        byte[] reused = {'1'};
        started((arguments, context) -> CompletableFuture.completedFuture(new RawJson(reused)));
        reused[0] = '}';
        assertEnded(Result.ok(RawJson.of("1")));
    }

    @Test
    void shouldStopOnlyWhatSaysHow() {
        RunningCalculations calculations = started((arguments, context) -> result);
        assertFalse(calculations.stop(ATTEMPT));
        result.complete(RawJson.NULL);
        assertTrue(calculations.stop(ATTEMPT), "it has ended by itself");
    }

    @Test
    void shouldStopAtMostOnce() {
        List<String> stops = new ArrayList<>();
        RunningCalculations calculations = started((arguments, context) -> {
            context.onStop(() -> stops.add("stopped") && stops.isEmpty());
            return result;
        });
        assertFalse(calculations.stop(ATTEMPT));
        assertFalse(calculations.stop(ATTEMPT));
        assertEquals(List.of("stopped"), stops);
    }

    @Test
    void shouldTakeAStopThatThrowsForOneThatFailed() {
        RunningCalculations calculations = started((arguments, context) -> {
            context.onStop(() -> {
                throw new IllegalStateException("no handle");
            });
            return result;
        });
        assertFalse(calculations.stop(ATTEMPT));
    }
}
