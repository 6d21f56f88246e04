package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import java.util.random.RandomGenerator;

/**
 * An overload: who offers how much of what to whom.
 *
 * @param load jobs offered, in units of what the slots can do; above 1
 * @param durations how long jobs take, in units of their mean
 * @param functions how many there are; jobs of the second one take twice as long as those of the first, and so on
 * @param clients how many share the load
 * @param greedyShare of the jobs that are the first client's, beside its share of the others
 * @param calculators how many
 * @param slots of each
 * @param meanNanos mean duration of a job of the first function
 * @param timeoutMeans time that a job has, in units of its function's mean duration
 * @param changeFactor in the middle all durations change by this factor
 * @param failShare of the attempts that fail at their end, in a way that another attempt may mend
 */
record OverloadProfile(
        double load,
        Durations durations,
        int functions,
        int clients,
        double greedyShare,
        int calculators,
        int slots,
        long meanNanos,
        double timeoutMeans,
        double changeFactor,
        double failShare) {

    /** Kinds of distributions with a mean of 1. */
    enum Durations {
        FIXED,
        UNIFORM,
        EXPONENTIAL,
        /** One of twenty takes twenty times as long as the others. */
        BIMODAL;

        double draw(RandomGenerator random) {
            return switch (this) {
                case FIXED -> 1;
                case UNIFORM -> 0.5 + random.nextDouble();
                case EXPONENTIAL -> -Math.log(1 - random.nextDouble());
                case BIMODAL -> random.nextInt(20) == 0 ? 20 / 1.95 : 1 / 1.95;
            };
        }
    }

    /** The case of the issue tracker: jobs of a like, and five times as much time as one takes. */
    static OverloadProfile plain(double load, Durations durations, int clients) {
        return new OverloadProfile(load, durations, 1, clients, 0, 2, 4, ms(100), 5, 1, 0);
    }

    static OverloadProfile draw(RandomGenerator random) {
        Durations[] kinds = Durations.values();
        double changeFactor = random.nextInt(3) == 0 ? 0.4 + random.nextDouble() * 1.6 : 1;
        return new OverloadProfile(
                1.1 + random.nextDouble() * random.nextDouble() * 9,
                kinds[random.nextInt(kinds.length)],
                1 + random.nextInt(3) / 2,
                random.nextInt(3) == 0 ? 50 : 1 + random.nextInt(3),
                random.nextInt(3) == 0 ? 0.8 : 0,
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                ms(40 + random.nextInt(100)),
                Math.max(1, changeFactor) * (5 + 5 * random.nextDouble()),
                changeFactor,
                random.nextInt(3) == 0 ? 0.1 * random.nextDouble() : 0);
    }
}
