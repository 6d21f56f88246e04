package io.spoor.calculator.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.vertx.core.Vertx;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepCalculationTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final Context context = new Context();
    private final SleepCalculation sleep = new SleepCalculation(VERTX, 0, 0, new Random(1));

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 9",
        "-3, 9",
        "0, 0",
        "94906267, 9007199515875289", // not a double
        "3000000000, 9000000000000000000",
        "-3000000000, 9000000000000000000",
        "3000000001, 9.000000006E18",
        "9223372036854775807, 8.507059173023462E37",
        "-9223372036854775808, 8.507059173023462E37",
        "1.5, 2.25",
        "3.0, 9.0",
        "1e3, 1000000.0",
        "1e-200, 0.0",
    })
    void shouldReturnTheSquare(String x, String square) {
        assertEquals(square, valueOf(arguments(x)));
        assertEquals(square, valueOf("{\"x\":" + x + ",\"ms\":0}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | \"x\" is missing",
                "null | the arguments are not a JSON object",
                "{\"x\":\"3\"} | \"x\" is not a number",
                "{\"x\":1e200} | the square of \"x\" is out of range",
                "{\"x\":1,\"ms\":-1} | \"ms\" is not an integer of 0..2592000000",
                "{\"x\":1,\"ms\":1.5} | \"ms\" is not an integer of 0..2592000000",
                "{\"x\":1,\"ms\":2592000001} | \"ms\" is not an integer of 0..2592000000",
                "{\"x\":1,\"msec\":1} | unknown argument \"msec\"; there are \"x\" and \"ms\"",
            })
    void shouldSayWhatIsWrongWithTheArguments(String json, String reason) {
        CalculationException e = assertThrows(CalculationException.class, () -> sleep.start(RawJson.of(json), context));
        assertEquals(Status.INVALID_ARGUMENT, e.status());
        assertEquals(reason, e.getMessage());
    }

    @Test
    void shouldTakeTheTimeGiven() {
        long before = System.nanoTime();
        CompletableFuture<RawJson> result = start("{\"x\":2,\"ms\":30}");
        assertEquals(RawJson.of("4"), result.orTimeout(20, TimeUnit.SECONDS).join());
        assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(29));
    }

    @Test
    void shouldDrawTheTimeFromItsInterval() {
        SleepCalculation drawing = new SleepCalculation(VERTX, 20, 40, new Random(1));
        long before = System.nanoTime();
        CompletableFuture<RawJson> result =
                drawing.start(RawJson.of(arguments("2")), context).toCompletableFuture();
        result.orTimeout(20, TimeUnit.SECONDS).join();
        assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(19));
    }

    @Test
    void shouldStopAtOnceAndNeverComplete() {
        CompletableFuture<RawJson> result = start("{\"x\":2,\"ms\":86400000}");
        assertTrue(context.stop.getAsBoolean());
        assertFalse(result.isDone());
        assertFalse(context.stop.getAsBoolean(), "the timer is gone");
    }

    private static String arguments(String x) {
        return "{\"x\":" + x + "}";
    }

    private CompletableFuture<RawJson> start(String json) {
        return sleep.start(RawJson.of(json), context).toCompletableFuture();
    }

    private String valueOf(String json) {
        return start(json).join().toString();
    }

    private static final class Context implements Calculation.Context {
        private BooleanSupplier stop = () -> false;

        @Override
        public AttemptId attempt() {
            return new AttemptId(new JobId(1, 2), 1, "disp-a");
        }

        @Override
        public long timeoutMs() {
            return 1_000;
        }

        @Override
        public TraceContext trace() {
            return TraceContext.NONE;
        }

        @Override
        public void onStop(BooleanSupplier how) {
            stop = how;
        }
    }
}
