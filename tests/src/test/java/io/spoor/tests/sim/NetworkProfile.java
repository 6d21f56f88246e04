package io.spoor.tests.sim;

import java.util.random.RandomGenerator;

/**
 * The manners of a network.
 *
 * @param loss share of packets that vanish
 * @param duplication share of packets that arrive twice
 * @param delayMinNanos every packet takes this long at least
 * @param delayMeanNanos and on average this much more (exponential), so that packets overtake each other
 * @param strayShare share of packets that take {@code strayNanos} more
 * @param strayNanos what a stray packet takes more
 */
public record NetworkProfile(
        double loss, double duplication, long delayMinNanos, long delayMeanNanos, double strayShare, long strayNanos) {

    /** A healthy local network without surprises. */
    public static NetworkProfile perfect(long delayNanos) {
        return new NetworkProfile(0, 0, delayNanos, 0, 0, 0);
    }

    boolean loses(RandomGenerator random) {
        return loss > 0 && random.nextDouble() < loss;
    }

    boolean duplicates(RandomGenerator random) {
        return duplication > 0 && random.nextDouble() < duplication;
    }

    long delayNanos(RandomGenerator random) {
        long delay = delayMinNanos;
        if (delayMeanNanos > 0) {
            delay += (long) (random.nextExponential() * delayMeanNanos);
        }
        if (strayShare > 0 && random.nextDouble() < strayShare) {
            delay += (long) (random.nextDouble() * strayNanos);
        }
        return delay;
    }
}
