package io.spoor.tests.sim;

import java.util.random.RandomGenerator;

/**
 * How calculations behave.
 *
 * @param quickMaxNanos an ordinary one takes up to this
 * @param longShare share of those that take up to {@code longMaxNanos}
 * @param longMaxNanos longest of the long ones
 * @param hangShare share of those that never end by themselves
 * @param unstoppableShare share of those that cannot be stopped: they go on to their end, a hung one for
 *     {@code longMaxNanos}
 * @param failShare share of those that fail, in a way that another attempt may mend
 */
public record ServiceProfile(
        long quickMaxNanos,
        double longShare,
        long longMaxNanos,
        double hangShare,
        double unstoppableShare,
        double failShare) {

    /** What one calculation will do. */
    public record Behaviour(long durationNanos, boolean stoppable, boolean fails) {
        public static final long FOR_EVER = Long.MAX_VALUE / 4;

        /** Computes for so long and succeeds. */
        public static Behaviour taking(long durationNanos) {
            return new Behaviour(durationNanos, true, false);
        }
    }

    Behaviour draw(RandomGenerator random) {
        boolean stoppable = random.nextDouble() >= unstoppableShare;
        boolean fails = random.nextDouble() < failShare;
        if (random.nextDouble() < hangShare) {
            return new Behaviour(stoppable ? Behaviour.FOR_EVER : longMaxNanos, stoppable, fails);
        }
        long most = random.nextDouble() < longShare ? longMaxNanos : quickMaxNanos;
        return new Behaviour((long) (random.nextDouble() * most), stoppable, fails);
    }

    /** Quick calculations only, and nothing that goes wrong. */
    ServiceProfile healed() {
        return new ServiceProfile(quickMaxNanos, 0, longMaxNanos, 0, 0, 0);
    }
}
