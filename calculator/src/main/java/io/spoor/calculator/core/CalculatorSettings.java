package io.spoor.calculator.core;

import io.spoor.protocol.Limits;
import java.util.List;

/**
 * What can be set on a calculator's core. The shell makes it from the config, which checks the values first.
 *
 * @param slots how many attempts run at once, 1..{@link Limits#SLOTS_MAX}
 * @param functions what it offers, 1..{@link Limits#FUNCTIONS_MAX} names
 * @param heartbeatNanos between two heartbeats to one dispatcher, above 0
 * @param silenceNanos without an ack after which a dispatcher counts as silent: its name is resolved anew, and a draining
 *     calculator no longer waits for it. Several heartbeats long, else a lost packet looks like silence
 * @param startedDelayNanos how long {@code started} waits for a quick result to overtake it; 0: sent at once
 * @param offerNanos how long a freed slot is kept for the dispatcher that was refused longest ago; at least a round trip
 * @param drainNanos the longest a draining calculator stays
 * @param replyCacheBytes kept results; when full, new work is refused
 */
public record CalculatorSettings(
        int slots,
        List<String> functions,
        long heartbeatNanos,
        long silenceNanos,
        long startedDelayNanos,
        long offerNanos,
        long drainNanos,
        long replyCacheBytes) {

    public CalculatorSettings {
        functions = List.copyOf(functions);
        require(slots >= 1 && slots <= Limits.SLOTS_MAX, "slots", slots);
        require(!functions.isEmpty() && functions.size() <= Limits.FUNCTIONS_MAX, "functions", functions.size());
        require(heartbeatNanos > 0, "heartbeatNanos", heartbeatNanos);
        require(silenceNanos > heartbeatNanos, "silenceNanos", silenceNanos);
        require(startedDelayNanos >= 0, "startedDelayNanos", startedDelayNanos);
        require(offerNanos >= 0, "offerNanos", offerNanos);
        require(drainNanos >= 0, "drainNanos", drainNanos);
        require(replyCacheBytes > 0, "replyCacheBytes", replyCacheBytes);
    }

    private static void require(boolean inRange, String name, long value) {
        if (!inRange) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
    }
}
