package io.spoor.client.load;

import io.spoor.protocol.RawJson;
import java.math.BigDecimal;

/**
 * One job whose answer is known beforehand: {@code x} in, {@code x²} out.
 *
 * @param x a whole number, small enough that its square is a long
 * @param sleepMs how long the calculation takes; negative: the calculator draws it
 */
public record Draw(long x, long sleepMs) implements Question {
    /** The largest x that is drawn: its square is exact also where JSON numbers are doubles. */
    public static final long X_MAX = 1_000_000;

    /** What the function {@code sleep} is given. */
    @Override
    public RawJson arguments() {
        return RawJson.of(sleepMs < 0 ? "{\"x\":" + x + "}" : "{\"x\":" + x + ",\"ms\":" + sleepMs + "}");
    }

    @Override
    public boolean isAnswer(RawJson result) {
        try {
            return new BigDecimal(result.toString()).compareTo(BigDecimal.valueOf(x * x)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public String expected() {
        return Long.toString(x * x);
    }
}
