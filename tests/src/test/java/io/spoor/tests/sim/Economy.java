package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.client.core.Outcome;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What keeping the promises costs: work done twice, questions asked again, refusals, false alarms. No single one of them
 * breaks a promise; all worlds of a kind together must stay below a figure. {@code docs/guarantees.md} names the figures.
 */
final class Economy implements Watcher {
    private static final double TWICE_SHARE_MAX = 0.001;
    private static final int REFUSALS_MAX = 8;

    /** Two deaths make a job run alone, the third one alone convicts it. */
    private static final int KILLS_MAX = 3;

    private static final NetworkProfile GOOD = new NetworkProfile(0, 0, ms(1) / 10, ms(1) / 10, 0, 0);

    private final Map<JobId, Integer> refusals = new HashMap<>();
    private final Map<JobId, Integer> runs = new HashMap<>();
    private int jobs;
    private int killsOfOneJobMax;
    private int innocentsAborted;
    private int askedAgain;
    private int deaths;

    /** Dispatchers are killed; all else is well. Many jobs take long, and some calculators have many slots. */
    static Economy ofDispatcherCrashes(int worlds) {
        return measure(worlds, random -> calm(random, 1 + random.nextInt(2), 0.5, 0), world -> {});
    }

    /** One of two dispatchers is killed for good; all else is well. */
    static Economy ofDispatchersGone(int worlds) {
        return measure(worlds, random -> calm(random, 0, 0.5, 0).withDispatcherGone(), world -> {});
    }

    /** Nothing goes wrong. */
    static Economy ofQuietWorlds(int worlds) {
        return measure(worlds, random -> calm(random, 0, 0.5, 0), world -> {});
    }

    /** The dispatcher is stopped for a while; all else is well. */
    static Economy ofStoppedDispatchers(int worlds) {
        return measure(worlds, random -> calm(random, 0, 0.2, 0), Economy::stopDispatcher);
    }

    /** Calculations hang, and cannot be stopped. */
    static Economy ofHungCalculations(int worlds) {
        return measure(worlds, random -> calm(random, 0, 0.1, 0.2), world -> {});
    }

    /** Two jobs kill every calculator that runs them; what runs beside them is innocent. */
    static Economy ofPoison(int worlds) {
        return measure(worlds, random -> calm(random, 0, 0.2, 0, 2, 0, GOOD), world -> {});
    }

    /** Holds some worlds of each kind to their figures. */
    static void check(int worlds) {
        Economy quiet = ofQuietWorlds(worlds);
        Violation.unless(quiet.askedAgain == 0, "a quiet world asks again: %s", quiet);
        Violation.unless(quiet.twice() == 0, "a quiet world computes twice: %s", quiet);
        Violation.unless(quiet.refusals.isEmpty(), "a quiet world refuses: %s", quiet);
        Economy crashes = ofDispatcherCrashes(worlds);
        Violation.unless(
                crashes.twice() <= crashes.jobs * TWICE_SHARE_MAX, "dispatcher crashes waste work: %s", crashes);
        Economy gone = ofDispatchersGone(worlds);
        Violation.unless(gone.twice() <= gone.jobs * TWICE_SHARE_MAX, "failovers waste work: %s", gone);
        Economy stopped = ofStoppedDispatchers(worlds);
        Violation.unless(stopped.deaths == 0, "a stopped dispatcher buries the living: %s", stopped);
        Violation.unless(
                stopped.twice() <= stopped.jobs * TWICE_SHARE_MAX, "a stopped dispatcher wastes work: %s", stopped);
        Economy lossy = ofLossyNetworks(worlds);
        Violation.unless(lossy.twice() <= lossy.jobs * TWICE_SHARE_MAX, "a lossy network wastes work: %s", lossy);
        Economy hung = ofHungCalculations(worlds);
        Violation.unless(hung.refusalsOfOneJobMax() <= REFUSALS_MAX, "refusals storm: %s", hung);
        Economy poison = ofPoison(worlds);
        Violation.unless(poison.killsOfOneJobMax == KILLS_MAX, "poison is not stopped in time: %s", poison);
        Violation.unless(poison.innocentsAborted == 0, "the innocent are called poison: %s", poison);
    }

    private static void stopDispatcher(World world) {
        for (SimDispatcher dispatcher : world.dispatchers().values()) {
            world.scheduler().at(ms(400), dispatcher.host()::pause);
            world.scheduler().at(ms(1_400), dispatcher.host()::resume);
        }
    }

    /** A tenth of the packets is lost, a tenth comes twice, all of them late, and calculators are replaced in good order. */
    static Economy ofLossyNetworks(int worlds) {
        NetworkProfile lossy = new NetworkProfile(0.1, 0.1, ms(1) / 10, ms(5), 0, 0);
        return measure(worlds, random -> calm(random, 0, 0.3, 0, 0, 2, lossy), world -> {});
    }

    private static Economy measure(int worlds, Function<RandomGenerator, FaultProfile> profiles, Consumer<World> plan) {
        Economy economy = new Economy();
        for (long seed = 1; seed <= worlds; seed++) {
            Simulation simulation = new Simulation(new SplittableRandom(seed), profiles, plan);
            simulation.world().addWatcher(economy);
            simulation.run();
            economy.close(simulation.world());
        }
        return economy;
    }

    private void close(World world) {
        jobs += world.jobs().size();
        for (SimJob job : world.jobs()) {
            Outcome outcome = job.outcome();
            if (job.isPoison()) {
                killsOfOneJobMax = Math.max(killsOfOneJobMax, runs.getOrDefault(job.id(), 0));
            } else if (outcome != null && outcome.status() == Status.ABORTED) {
                innocentsAborted++;
            }
        }
    }

    private static FaultProfile calm(
            RandomGenerator random, int dispatcherCrashes, double longShare, double hangShare) {
        return calm(random, dispatcherCrashes, longShare, hangShare, 0, 0, GOOD);
    }

    private static FaultProfile calm(
            RandomGenerator random,
            int dispatcherCrashes,
            double longShare,
            double hangShare,
            int poisonJobs,
            int drains,
            NetworkProfile network) {
        boolean manySlots = random.nextInt(6) == 0;
        return new FaultProfile(
                true,
                false,
                1,
                false,
                2 + random.nextInt(3),
                manySlots ? 64 : 1 + random.nextInt(4),
                2,
                manySlots ? 60 : 10,
                poisonJobs,
                ms(1_800),
                network,
                new ServiceProfile(ms(20), longShare, ms(700), hangShare, hangShare > 0 ? 1 : 0, 0),
                dispatcherCrashes,
                false,
                0,
                0,
                drains,
                0,
                0,
                0,
                false,
                false,
                random.nextBoolean(),
                false);
    }

    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        runs.merge(attempt.jobId(), 1, Integer::sum);
    }

    @Override
    public void onSend(SimHost<?> host, Endpoint to, Message message) {
        if (message instanceof Assign assign && assign.ask() > 1) {
            askedAgain++;
        } else if (message instanceof Submit submit && submit.ask() > 1 && submit.attempts() != 1) {
            askedAgain++;
        }
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof AttemptRefused refused) {
            refusals.merge(refused.attempt().jobId(), 1, Integer::sum);
        } else if (fact instanceof CalculatorChanged changed && changed.to() == Liveness.DEAD) {
            deaths++;
        }
    }

    private int twice() {
        return (int) runs.values().stream().filter(times -> times > 1).count();
    }

    private int refusalsOfOneJobMax() {
        return refusals.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Override
    public String toString() {
        return jobs + " jobs, twice " + twice() + ", asked again " + askedAgain + ", refusals of one job "
                + refusalsOfOneJobMax() + ", found DEAD " + deaths + ", calculators killed by one job "
                + killsOfOneJobMax
                + ", innocents aborted " + innocentsAborted;
    }
}
