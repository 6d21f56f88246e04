package io.spoor.calculator.compute;

import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.json.JsonNumbers;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The emulated long calculation: {@code {"x": number, "ms": integer}} takes {@code ms} milliseconds, or a time drawn from
 * an interval where {@code ms} is left out, and returns x², so that a client can check the answer.
 *
 * <p>The square of an integer of at most ±3,000,000,000, written without fraction and exponent, is exact. Any other
 * number is taken as a double, and its square is the nearest double. A job costs a timer, and no thread.
 */
public final class SleepCalculation implements Calculation {
    /** The largest integer whose square fits 64 bits, rounded down to what one remembers. */
    static final long EXACT_MAX = 3_000_000_000L;

    private final Vertx vertx;
    private final long minMs;
    private final long maxMs;
    private final RandomGenerator random;

    /**
     * @param minMs shortest time that is drawn
     * @param maxMs longest time that is drawn, at least the shortest
     * @param random used on several event loops: must be safe for that
     */
    public SleepCalculation(Vertx vertx, long minMs, long maxMs, RandomGenerator random) {
        this.vertx = vertx;
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.random = random;
    }

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public CompletionStage<RawJson> start(RawJson arguments, Context context) {
        Map<String, Number> fields = fieldsOf(arguments);
        RawJson square = square(fields.remove("x"));
        long ms = millis(fields.remove("ms"));
        if (!fields.isEmpty()) {
            throw CalculationException.invalidArgument(
                    "unknown argument \"" + fields.keySet().iterator().next() + "\"; there are \"x\" and \"ms\"");
        }
        return sleep(ms, square, context);
    }

    private CompletionStage<RawJson> sleep(long ms, RawJson square, Context context) {
        CompletableFuture<RawJson> result = new CompletableFuture<>();
        if (ms == 0) {
            result.complete(square);
        } else {
            long timer = vertx.setTimer(ms, id -> result.complete(square));
            context.onStop(() -> vertx.cancelTimer(timer));
        }
        return result;
    }

    private static Map<String, Number> fieldsOf(RawJson arguments) {
        try {
            return JsonNumbers.fields(arguments);
        } catch (IllegalArgumentException e) {
            throw CalculationException.invalidArgument(String.valueOf(e.getMessage()));
        }
    }

    private static RawJson square(@Nullable Number x) {
        if (x == null) {
            throw CalculationException.invalidArgument("\"x\" is missing");
        }
        if (x instanceof Long integer && integer >= -EXACT_MAX && integer <= EXACT_MAX) {
            return RawJson.of(Long.toString(integer * integer));
        }
        double square = x.doubleValue() * x.doubleValue();
        if (Double.isInfinite(square)) {
            throw CalculationException.invalidArgument("the square of \"x\" is out of range");
        }
        return RawJson.of(Double.toString(square));
    }

    private long millis(@Nullable Number ms) {
        if (ms == null) {
            return random.nextLong(minMs, maxMs + 1);
        }
        if (ms instanceof Long whole && whole >= 0 && whole <= Limits.TIMEOUT_MAX_MS) {
            return whole;
        }
        throw CalculationException.invalidArgument("\"ms\" is not an integer of 0.." + Limits.TIMEOUT_MAX_MS);
    }
}
