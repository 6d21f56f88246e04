package io.spoor.tests.scaling;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.dispatcher.core.DispatcherSnapshot;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.tests.sim.NetworkProfile;
import io.spoor.tests.sim.ObjectWire;
import io.spoor.tests.sim.SimCalculator;
import io.spoor.tests.sim.SimClient;
import io.spoor.tests.sim.SimDispatcher;
import io.spoor.tests.sim.SimHost;
import io.spoor.tests.sim.SimJob;
import io.spoor.tests.sim.SimSettings;
import io.spoor.tests.sim.Watcher;
import io.spoor.tests.sim.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A while of the whole loop: a client submits jobs, Prometheus scrapes the dispatcher, the autoscaler reads it, calculators
 * start and drain. All but Prometheus and the autoscaler are the real cores.
 */
final class ScalingRun {
    /** As in components/monitoring. */
    private static final int SCRAPE_SECONDS = 5;
    /** The controller's default, and the pollingInterval of components/keda. */
    private static final int SYNC_SECONDS = 15;

    /** The query's average over running jobs. */
    private static final int AVERAGE_SECONDS = 60;

    private static final int REPORT_SECONDS = 60;
    private static final long SECOND = ms(1_000);
    private static final long JOB_TIMEOUT = 600 * SECOND;

    private final Plan plan;
    private final World world;
    private final ScaledPool pool;
    private final Autoscaler autoscaler;
    private final RandomGenerator random;
    private final SimClient client;
    private final Set<JobId> computed = new HashSet<>();
    private final List<Minute> minutes = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final List<Integer> replicas = new ArrayList<>();
    private final Deque<Integer> taken = new ArrayDeque<>();
    private OptionalDouble scraped = OptionalDouble.empty();
    private int failures;
    private int computedTwice;
    private int submitted;
    private int ended;
    private int answeredOk;

    /**
     * What happens.
     *
     * @param seconds for so long
     * @param load jobs a second at each instant
     * @param begin calculators at the beginning
     * @param startSeconds from the decision for another calculator to its first heartbeat
     * @param trouble what goes wrong at each instant
     */
    record Plan(
            int seconds,
            Load load,
            int begin,
            int startSeconds,
            Trouble trouble,
            Autoscaler.Settings settings,
            Without without) {}

    /** Jobs a second. */
    @FunctionalInterface
    interface Load {
        double at(int second);
    }

    enum Fault {
        NONE,
        /** Prometheus does not answer. */
        NO_FIGURES,
        /** The dispatcher is killed in the first such second, and starts in the first that is none. */
        NO_DISPATCHER
    }

    @FunctionalInterface
    interface Trouble {
        Fault at(int second);
    }

    /**
     * What the scaler makes of a time without figures.
     *
     * @param isZero takes it for no demand
     * @param after so many failures in a row it takes the fallback
     * @param replicas of the fallback, or as many as there are if these are more
     */
    record Without(boolean isZero, int after, int replicas) {}

    /** The state at the end of a minute, and what was seen in it. */
    record Minute(int number, double load, int wanted, int ready, int running, int queued, double waitP95Seconds) {}

    private ScalingRun(Plan plan, long seed) {
        SplittableRandom seeded = new SplittableRandom(seed);
        this.plan = plan;
        this.random = seeded.split();
        this.world = new World(SimSettings.deployed(), NetworkProfile.perfect(ms(1)), new ObjectWire(), seeded.split());
        world.addWatcher(new Counter());
        world.startDispatcher(1);
        this.client = world.startClient(1, List.of(1));
        this.pool = new ScaledPool(world, plan.startSeconds() * SECOND, seeded.split());
        this.autoscaler = new Autoscaler(plan.settings());
    }

    /** Plays it to the end, and until all jobs are answered. */
    static ScalingRun play(Plan plan, long seed) {
        ScalingRun run = new ScalingRun(plan, seed);
        run.pool.begin(plan.begin());
        run.nextJob();
        for (int second = 1; second <= plan.seconds(); second++) {
            run.second(second);
        }
        run.finish();
        return run;
    }

    private final class Counter implements Watcher {
        @Override
        public void onCalculation(SimCalculator calculator, AttemptId attempt) {
            computedTwice += computed.add(attempt.jobId()) ? 0 : 1;
        }

        @Override
        public void onFact(SimHost<?> host, Object fact) {
            if (fact instanceof ClientEvent.JobEnded ended) {
                SimJob job = Objects.requireNonNull(world.job(ended.jobId()));
                waits.add((double) (host.nowNanos() - job.submittedNanos()) / SECOND);
                ended(ended.outcome());
            }
        }
    }

    private void ended(Outcome outcome) {
        ended++;
        answeredOk += outcome.isOk() ? 1 : 0;
    }

    // What happens in a second

    private void second(int second) {
        while (world.scheduler().step(second * SECOND)) {}
        Fault fault = plan.trouble().at(second);
        keepDispatcher(fault != Fault.NO_DISPATCHER);
        if (second % SCRAPE_SECONDS == 0) {
            scraped = fault == Fault.NONE ? OptionalDouble.of(metric()) : OptionalDouble.empty();
        }
        if (second % SYNC_SECONDS == 0) {
            pool.scale(autoscaler.desired(second, withoutFigures(), pool.wanted()));
        }
        replicas.add(pool.wanted());
        if (second % REPORT_SECONDS == 0) {
            report(second);
        }
    }

    private void keepDispatcher(boolean alive) {
        SimDispatcher dispatcher = dispatcher();
        if (dispatcher.host().isAlive() && !alive) {
            dispatcher.host().kill();
        } else if (!dispatcher.host().isAlive() && alive) {
            world.startDispatcher(1);
        }
    }

    /** The query of components/keda: running jobs on average of the last minute, and those that wait now. */
    private double metric() {
        DispatcherSnapshot now = snapshot();
        taken.addLast(now.slotsTaken());
        if (taken.size() > AVERAGE_SECONDS / SCRAPE_SECONDS) {
            taken.removeFirst();
        }
        return taken.stream().mapToInt(Integer::intValue).average().orElse(0) + now.queued();
    }

    private OptionalDouble withoutFigures() {
        failures = scraped.isEmpty() ? failures + 1 : 0;
        if (failures == 0) {
            return scraped;
        }
        if (plan.without().isZero()) {
            return OptionalDouble.of(0);
        }
        int fallback = Math.max(plan.without().replicas(), pool.wanted());
        return failures < plan.without().after()
                ? OptionalDouble.empty()
                : OptionalDouble.of(fallback * plan.settings().target());
    }

    private SimDispatcher dispatcher() {
        return Objects.requireNonNull(world.dispatchers().get(1), "started at the beginning");
    }

    private DispatcherSnapshot snapshot() {
        SimDispatcher dispatcher = dispatcher();
        return dispatcher.host().isAlive() ? dispatcher.core().snapshot() : DispatcherSnapshot.EMPTY;
    }

    /** Jobs come at random, at the rate of the instant. */
    private void nextJob() {
        int second = (int) (world.scheduler().nowNanos() / SECOND);
        double gapSeconds = -Math.log(1 - random.nextDouble()) / plan.load().at(second);
        world.scheduler().after((long) (gapSeconds * SECOND), () -> {
            if (world.scheduler().nowNanos() < plan.seconds() * SECOND) {
                submitted++;
                world.submit(client, "job", random.nextInt(1_000), JOB_TIMEOUT, 0);
                nextJob();
            }
        });
    }

    private void report(int second) {
        DispatcherSnapshot now = snapshot();
        minutes.add(new Minute(
                second / REPORT_SECONDS,
                plan.load().at(second - 1),
                pool.wanted(),
                pool.ready(),
                now.slotsTaken(),
                now.queued(),
                p95(waits)));
        waits.clear();
    }

    private void finish() {
        long until = world.scheduler().nowNanos() + JOB_TIMEOUT;
        while (ended < jobs() && world.scheduler().nowNanos() < until) {
            long next = world.scheduler().nowNanos() + SECOND;
            while (world.scheduler().step(next)) {}
        }
    }

    private static double p95(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    // What is left to see

    List<Minute> minutes() {
        return minutes;
    }

    int jobs() {
        return submitted;
    }

    int answeredOk() {
        return answeredOk;
    }

    /** Calculations of a job that another calculator had begun. */
    int computedTwice() {
        return computedTwice;
    }

    int replicasMax() {
        return replicas.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The fewest from that second on. */
    int replicasMinFrom(int second) {
        return replicas.stream().skip(second).mapToInt(Integer::intValue).min().orElse(0);
    }

    /** The number at the end of a second. */
    int replicasAt(int second) {
        return replicas.get(second - 1);
    }

    /** How often it went up after it had gone down, or the other way round. */
    int turns() {
        int turns = 0;
        int direction = 0;
        for (int i = 1; i < replicas.size(); i++) {
            int now = Integer.compare(replicas.get(i), replicas.get(i - 1));
            turns += now != 0 && direction != 0 && now != direction ? 1 : 0;
            direction = now == 0 ? direction : now;
        }
        return turns;
    }

    double waitMaxSeconds() {
        return minutes.stream().mapToDouble(Minute::waitP95Seconds).max().orElse(0);
    }
}
