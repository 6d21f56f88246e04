package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import java.util.random.RandomGenerator;

/**
 * Everything about a world that its seed draws: who takes part, what breaks, what the jobs are like. Each kind of fault
 * is absent from more than half of the worlds, so that each is also seen alone.
 *
 * @param patient deadlines are far, faults end, and then every job must succeed
 * @param onTheWire messages really go through the codec
 * @param dispatchers how many share the calculators
 * @param failover clients know all dispatchers, not one each
 * @param calculators how many
 * @param slots most slots of one of them
 * @param clients how many
 * @param jobs how many in all
 * @param poisonJobs how many of them kill the calculators that run them
 * @param faultsEndNanos faults begin before this, and those that last are taken away then
 * @param network the manners of the network until then
 * @param service how calculations behave until then
 * @param dispatcherCrashes dispatchers killed and started again
 * @param dispatcherGone one of several dispatchers that clients know is killed for good
 * @param calculatorCrashes calculators killed and started again, or gone for good
 * @param clientCrashes clients killed and started again
 * @param drains calculators asked to leave in good order, and replaced
 * @param pauses processes stopped for a while
 * @param partitions links cut, one way or both
 * @param clogs links on which everything waits for a while
 * @param breakdowns calculators break down on purpose
 * @param tightBounds queue, clients' share and caches are small
 * @param flood all jobs at once
 * @param clocksDiffer clocks run fast and slow
 */
public record FaultProfile(
        boolean patient,
        boolean onTheWire,
        int dispatchers,
        boolean failover,
        int calculators,
        int slots,
        int clients,
        int jobs,
        int poisonJobs,
        long faultsEndNanos,
        NetworkProfile network,
        ServiceProfile service,
        int dispatcherCrashes,
        boolean dispatcherGone,
        int calculatorCrashes,
        int clientCrashes,
        int drains,
        int pauses,
        int partitions,
        int clogs,
        boolean breakdowns,
        boolean tightBounds,
        boolean flood,
        boolean clocksDiffer) {

    private static final double FAULT_SHARE = 0.4;

    /** Draws a world. */
    static FaultProfile draw(RandomGenerator random) {
        boolean manySlots = random.nextInt(8) == 0;
        boolean failover = random.nextInt(5) == 0;
        return new FaultProfile(
                random.nextBoolean(),
                random.nextInt(4) == 0,
                failover ? 2 + random.nextInt(2) : random.nextInt(8) == 0 ? 2 : 1,
                failover,
                1 + random.nextInt(4),
                manySlots ? 32 : 1 + random.nextInt(4),
                1 + random.nextInt(3),
                manySlots ? 20 + random.nextInt(40) : 2 + random.nextInt(15),
                random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0,
                ms(500 + random.nextInt(1_500)),
                drawNetwork(random),
                drawService(random),
                some(random, 3),
                failover && random.nextBoolean(),
                some(random, 4),
                some(random, 2),
                some(random, 3),
                some(random, 3),
                some(random, 4),
                some(random, 3),
                random.nextInt(4) == 0,
                random.nextInt(5) == 0,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0);
    }

    /** The same world with two dispatchers, of which one is killed for good. */
    FaultProfile withDispatcherGone() {
        return new FaultProfile(
                patient,
                onTheWire,
                2,
                true,
                calculators,
                slots,
                clients,
                jobs,
                poisonJobs,
                faultsEndNanos,
                network,
                service,
                dispatcherCrashes,
                true,
                calculatorCrashes,
                clientCrashes,
                drains,
                pauses,
                partitions,
                clogs,
                breakdowns,
                tightBounds,
                flood,
                clocksDiffer);
    }

    private static NetworkProfile drawNetwork(RandomGenerator random) {
        boolean strays = random.nextDouble() < FAULT_SHARE;
        return new NetworkProfile(
                random.nextDouble() < FAULT_SHARE ? random.nextDouble() * 0.3 : 0,
                random.nextDouble() < FAULT_SHARE ? random.nextDouble() * 0.2 : 0,
                ms(1) / 10,
                random.nextDouble() < FAULT_SHARE ? (long) (random.nextDouble() * ms(15)) : ms(1) / 10,
                strays ? random.nextDouble() * 0.05 : 0,
                strays ? ms(400) : 0);
    }

    private static ServiceProfile drawService(RandomGenerator random) {
        return new ServiceProfile(
                ms(1 + random.nextInt(30)),
                random.nextDouble() < FAULT_SHARE ? random.nextDouble() * 0.5 : 0,
                ms(1_500),
                random.nextDouble() < FAULT_SHARE / 2 ? random.nextDouble() * 0.2 : 0,
                random.nextDouble() < FAULT_SHARE / 2 ? random.nextDouble() : 0,
                random.nextDouble() < FAULT_SHARE / 2 ? random.nextDouble() * 0.5 : 0);
    }

    /** Mostly none, else 1 to {@code most}. */
    private static int some(RandomGenerator random, int most) {
        return random.nextDouble() < FAULT_SHARE ? 1 + random.nextInt(most) : 0;
    }
}
