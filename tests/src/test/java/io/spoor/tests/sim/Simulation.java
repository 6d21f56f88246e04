package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.calculator.core.Breakdown;
import io.spoor.calculator.core.BreakdownSettings;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One seed from the beginning to the end: draws a world, lets it run, and holds it to the promises. */
public final class Simulation {
    private static final long FOREVER_NANOS = ms(3_600_000);
    private static final int PATIENT_ATTEMPTS = 100;
    private static final int OPEN_JOBS_LOOK_INTERVAL = 16;

    /** After the last fault every patient job ends within this, and so much more for each job that waits. */
    private static final long RECOVERY_NANOS = ms(6_000);

    private static final long RECOVERY_PER_JOB_NANOS = ms(60);

    /** It kills three calculators, one after the other, and what ran beside it then runs alone, too. */
    private static final long RECOVERY_PER_POISON_JOB_NANOS = ms(6_000);

    /** Full caches make everybody wait for the oldest replies to expire. */
    private static final long RECOVERY_PER_JOB_WITH_TIGHT_BOUNDS_NANOS = ms(1_500);

    /** By then all replies have expired: ten of a client's longest intervals, or a deadline. */
    private static final long QUIET_NANOS = ms(12_000);

    private final SplittableRandom random;
    private final FaultProfile profile;
    private final World world;
    private final Faults faults;
    private final Consumer<World> plan;
    private final List<SimJob> patientJobs = new ArrayList<>();

    /** A world drawn from the seed; nothing has happened in it yet. */
    public Simulation(long seed) {
        this(new SplittableRandom(seed), FaultProfile::draw, world -> {});
    }

    /**
     * A world of a certain kind.
     *
     * @param plan puts more into the schedule, when everybody has started
     */
    Simulation(SplittableRandom random, Function<RandomGenerator, FaultProfile> profiles, Consumer<World> plan) {
        this.random = random;
        this.plan = plan;
        profile = profiles.apply(random);
        world = new World(
                settings(profile),
                profile.network(),
                profile.onTheWire() ? new JsonWire() : new ObjectWire(),
                random.split());
        faults = new Faults(world, profile, random.split());
        world.addWatcher(faults);
        Promises.watch(world);
    }

    /** Only a limit ends an attempt that hangs; without one a long attempt that is named is not given up. */
    private static SimSettings settings(FaultProfile profile) {
        SimSettings settings = profile.tightBounds() ? SimSettings.tight() : SimSettings.roomy();
        return profile.service().hangShare() > 0 || profile.poisonJobs() > 0
                ? settings
                : settings.withoutAttemptTimeout();
    }

    public World world() {
        return world;
    }

    public FaultProfile profile() {
        return profile;
    }

    /** Lets everything happen. Throws a {@link Violation} as soon as a promise is broken. */
    public void run() {
        people();
        planJobs();
        faults.plan();
        plan.accept(world);
        runUntilAllEnded();
        checkThatAllEnded();
        checkPatientJobs();
        if (random.nextInt(4) == 0) {
            checkThatNothingIsLeft();
        }
    }

    private void people() {
        world.setClocks(() -> profile.clocksDiffer() ? differentClock() : sameClock());
        world.setTimerLateness(random.nextInt(1_000_000));
        if (profile.breakdowns()) {
            BreakdownSettings settings = new BreakdownSettings(ms(100), 0.2, ms(20), ms(800));
            world.setCalculatorFault(calculator -> new Breakdown(calculator, settings, random.split()));
        }
        for (int number = 1; number <= profile.dispatchers(); number++) {
            world.startDispatcher(number);
        }
        for (int number = 1; number <= profile.calculators(); number++) {
            faults.startCalculator(number);
        }
        for (int number = 1; number <= profile.clients(); number++) {
            world.startClient(number, dispatchersOf(number));
        }
    }

    private List<Integer> dispatchersOf(int client) {
        return profile.failover()
                ? List.copyOf(world.dispatchers().keySet())
                : List.of(1 + client % profile.dispatchers());
    }

    private SimClock sameClock() {
        return new SimClock(world.scheduler().nowNanos(), 0, 1);
    }

    private SimClock differentClock() {
        return new SimClock(
                world.scheduler().nowNanos(), random.nextLong(FOREVER_NANOS), 0.96 + 0.08 * random.nextDouble());
    }

    // Jobs

    private void planJobs() {
        long submitsEndNanos = profile.flood() ? ms(20) : profile.faultsEndNanos();
        for (int number = 1; number <= profile.jobs(); number++) {
            String name = "j" + number;
            boolean poison = number <= profile.poisonJobs();
            world.scheduler().at((long) (random.nextDouble() * submitsEndNanos), () -> submit(name, poison));
        }
    }

    private void submit(String name, boolean poison) {
        List<SimClient> clients = List.copyOf(world.clients().values());
        SimClient client = clients.get(random.nextInt(clients.size()));
        if (!client.host().isAlive()) {
            return;
        }
        boolean once = random.nextInt(6) == 0;
        SimJob job = world.submit(client, name, random.nextInt(1_000), drawTimeout(), once ? 1 : drawAttempts());
        if (poison) {
            job.turnIntoPoison();
        }
        if (random.nextInt(10) == 0) {
            world.scheduler().after((long) (random.nextDouble() * ms(500)), () -> client.cancel(job));
        } else if (profile.patient() && !once) {
            patientJobs.add(job);
        }
    }

    private long drawTimeout() {
        return profile.patient() ? FOREVER_NANOS : ms(10 + random.nextInt(2_500));
    }

    private int drawAttempts() {
        return profile.patient() ? PATIENT_ATTEMPTS : random.nextInt(6);
    }

    // The end

    private void runUntilAllEnded() {
        long untilNanos = profile.faultsEndNanos() + (profile.patient() ? recoveryNanos() : RECOVERY_NANOS);
        Scheduler scheduler = world.scheduler();
        while (scheduler.step(profile.faultsEndNanos())) {
            // Everything that happens, happens in the step.
        }
        for (int events = 0; events % OPEN_JOBS_LOOK_INTERVAL != 0 || world.hasOpenJobs(); events++) {
            if (!scheduler.step(untilNanos)) {
                return;
            }
        }
    }

    private long recoveryNanos() {
        long perJob = profile.tightBounds() ? RECOVERY_PER_JOB_WITH_TIGHT_BOUNDS_NANOS : RECOVERY_PER_JOB_NANOS;
        return RECOVERY_NANOS + profile.jobs() * perJob + profile.poisonJobs() * RECOVERY_PER_POISON_JOB_NANOS;
    }

    private void checkThatAllEnded() {
        for (SimJob job : world.jobs()) {
            Violation.unless(
                    !job.isOpen(),
                    "%s has no outcome %s ms after %s",
                    job.name(),
                    Millis.text(world.scheduler().nowNanos() - profile.faultsEndNanos()),
                    profile.patient() ? "the last fault" : "the last submit");
        }
    }

    private void checkPatientJobs() {
        for (SimJob job : patientJobs) {
            Outcome outcome = job.outcome();
            Violation.unless(
                    outcome == null || isRight(job, outcome),
                    "%s had all the time in the world and ends %s",
                    job.name(),
                    outcome == null ? "" : Narrator.outcome(outcome));
        }
    }

    /** A job under which calculators were killed by a fault looks like poison. */
    private static boolean isRight(SimJob job, Outcome outcome) {
        return outcome.status() == Status.ABORTED || (outcome.status() == Status.OK && !job.isPoison());
    }

    private void checkThatNothingIsLeft() {
        long untilNanos = world.scheduler().nowNanos() + QUIET_NANOS;
        while (world.scheduler().step(untilNanos)) {
            // Heartbeats, and the expiry of what was kept.
        }
        LeakRules.check(world);
    }
}
