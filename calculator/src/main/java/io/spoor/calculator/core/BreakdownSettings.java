package io.spoor.calculator.core;

/**
 * How often and for how long a calculator breaks down on purpose.
 *
 * @param checkNanos between two throws of the dice, above 0
 * @param probability that a throw breaks it, 0..1; 0: never
 * @param minNanos shortest breakdown, above 0
 * @param maxNanos longest breakdown, at least the shortest
 */
public record BreakdownSettings(long checkNanos, double probability, long minNanos, long maxNanos) {
    public BreakdownSettings {
        if (checkNanos <= 0 || !(probability >= 0 && probability <= 1) || minNanos <= 0 || maxNanos < minNanos) {
            throw new IllegalArgumentException("out of range: every " + checkNanos + " ns with probability "
                    + probability + " for " + minNanos + ".." + maxNanos + " ns");
        }
    }
}
