package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A world with more work than it can do, under default settings. However much too much it is, the slots stay busy with jobs
 * that end in time, each client has its share, and who is refused learns when to come back.
 */
final class OverloadWorld {
    /** Answers that would be worth the slots' whole time, after the load has become steady. */
    private static final int USEFUL_JOBS = 240;

    private static final double USEFUL_SHARE_MIN = 0.9;

    /** Where all durations change in the middle: until the change is known, jobs are begun that cannot end in time. */
    private static final double CHANGING_SHARE_MIN = 0.75;

    /** Lighter overloads may be borne by ending what takes long. */
    private static final double HEAVY_LOAD = 3;

    /** The useful answers of a client, or of a function, are at least this share of its due. */
    private static final double FAIR_SHARE_MIN = 0.5;

    /** Fewer answers than this say nothing of a share. */
    private static final int DUE_MIN = 20;

    private final OverloadProfile profile;
    private final SplittableRandom random;
    private final World world;
    private final Map<SimClient, Integer> useful = new HashMap<>();
    private final Map<String, Integer> usefulOf = new HashMap<>();
    private final Map<SimClient, Integer> offered = new HashMap<>();
    private final Map<String, Integer> offeredOf = new HashMap<>();
    private final Set<Object> accepted = new HashSet<>();
    private final Set<Object> finished = new HashSet<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private double usefulMeans;
    private int refusals;
    private int refusedWithoutWord;
    private double drawnMeans;
    private int calculations;

    OverloadWorld(long seed, @Nullable OverloadProfile given) {
        random = new SplittableRandom(seed);
        profile = given == null ? OverloadProfile.draw(random) : given;
        SimSettings settings = SimSettings.deployed().withFunctions(functions());
        NetworkProfile network = new NetworkProfile(0, 0, ms(1) / 10, ms(1) / 5, 0, 0);
        world = new World(settings, network, new ObjectWire(), random.split());
        Promises.watch(world);
        world.addWatcher(new Counts());
    }

    /** Useful answers, as a share of what the slots could give. Throws a {@link Violation} where a promise is broken. */
    double run() {
        world.startDispatcher(1);
        for (int number = 1; number <= profile.calculators(); number++) {
            world.startCalculator(number, profile.slots(), this::behaviour);
        }
        for (int number = 1; number <= profile.clients(); number++) {
            world.startClient(number, List.of(1));
        }
        planJobs();
        while (world.scheduler().step(endNanos() + timeoutNanos(profile.functions() - 1) + ms(1_000))) {
            // Everything that happens, happens in the step.
        }
        return judge();
    }

    private double judge() {
        Violation.unless(!world.hasOpenJobs(), "a job has no outcome: %s", profile);
        Violation.unless(accepted.equals(finished), "an accepted job was lost: %s", profile);
        Violation.unless(
                outcomes.stream().map(Outcome::status).allMatch(OverloadWorld::isExpected),
                "a status that does not say what was missing: %s",
                profile);
        Violation.unless(refusals > 0 || profile.load() < HEAVY_LOAD, "nobody was refused: %s", profile);
        Violation.unless(refusedWithoutWord == 0, "refused, and not told when to come back: %s", profile);
        double share = usefulMeans / capacity();
        double shareMin = profile.changeFactor() == 1 ? USEFUL_SHARE_MIN : CHANGING_SHARE_MIN;
        Violation.unless(share >= shareMin, "useful answers are %s of the capacity: %s", share, profile);
        checkShares("client", useful, offered);
        checkShares("function", usefulOf, offeredOf);
        return share;
    }

    /** Each has what it offered answered, or an equal share where that is less. */
    private <K> void checkShares(String what, Map<K, Integer> answersOf, Map<K, Integer> offersOf) {
        double equalShare =
                answersOf.values().stream().mapToInt(Integer::intValue).sum() / (double) offersOf.size();
        offersOf.forEach((one, offers) -> {
            double due = Math.min(equalShare, offers);
            int answers = answersOf.getOrDefault(one, 0);
            Violation.unless(
                    due < DUE_MIN || answers >= due * FAIR_SHARE_MIN,
                    "a %s has %s of %s answers due: %s",
                    what,
                    answers,
                    due,
                    profile);
        });
    }

    private static boolean isExpected(Status status) {
        return switch (status) {
            case OK, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, UNAVAILABLE -> true;
            case INVALID_ARGUMENT, NOT_FOUND, ABORTED, CANCELLED, UNAUTHENTICATED, INTERNAL -> false;
        };
    }

    /** What the slots can do while it is counted, in jobs of the first function that take as long as drawn on average. */
    private double capacity() {
        double beforeNanos = changeNanos() - steadyNanos();
        double afterNanos = endNanos() - changeNanos();
        double means = (beforeNanos + afterNanos / profile.changeFactor()) / profile.meanNanos();
        return slots() * means / (drawnMeans / calculations) * (1 - profile.failShare());
    }

    private void planJobs() {
        int number = 0;
        for (long atNanos = ms(1_000); atNanos < endNanos(); atNanos += nextGapNanos(atNanos)) {
            boolean isGreedy = random.nextDouble() < profile.greedyShare();
            SimClient client =
                    Objects.requireNonNull(world.clients().get(isGreedy ? 1 : 1 + number % profile.clients()));
            int function = random.nextInt(profile.functions());
            String name = "j" + number++;
            world.scheduler().at(atNanos, () -> submit(client, name, function));
        }
    }

    private void submit(SimClient client, String name, int function) {
        String asked = functions().get(function);
        world.submit(client, name, asked, 3, timeoutNanos(function), 3);
        if (isCounted(world.scheduler().nowNanos())) {
            offered.merge(client, 1, Integer::sum);
            offeredOf.merge(asked, 1, Integer::sum);
        }
    }

    private boolean isCounted(long nanos) {
        return steadyNanos() <= nanos && nanos < endNanos();
    }

    /** The load stays what it is when durations change. */
    private long nextGapNanos(long nowNanos) {
        double meanNanos = meanOfAllNanos() * (nowNanos < changeNanos() ? 1 : profile.changeFactor());
        return 1 + (long) (meanNanos / slots() / profile.load() * 2 * random.nextDouble());
    }

    private List<String> functions() {
        return List.of("square", "cube").subList(0, profile.functions());
    }

    private ServiceProfile.Behaviour behaviour(AttemptId attempt) {
        SimJob job = Objects.requireNonNull(world.job(attempt.jobId()));
        double means = profile.durations().draw(random);
        boolean isChanged = world.scheduler().nowNanos() >= changeNanos();
        if (isCounted(world.scheduler().nowNanos())) {
            drawnMeans += means;
            calculations++;
        }
        long nanos = (long) (means * meanNanos(job.function()) * (isChanged ? profile.changeFactor() : 1));
        return new ServiceProfile.Behaviour(nanos, true, random.nextDouble() < profile.failShare());
    }

    private long meanNanos(String function) {
        return profile.meanNanos() * (1 + functions().indexOf(function));
    }

    private double meanOfAllNanos() {
        return functions().stream().mapToLong(this::meanNanos).average().orElseThrow();
    }

    private long timeoutNanos(int function) {
        return (long) (profile.timeoutMeans() * meanNanos(functions().get(function)));
    }

    private int slots() {
        return profile.calculators() * profile.slots();
    }

    /** By then the queue is full and durations are known. */
    private long steadyNanos() {
        return ms(1_000) + (long) (meanOfAllNanos() * (2 * profile.timeoutMeans() + 40.0 / slots()));
    }

    private long endNanos() {
        return steadyNanos() + (long) (USEFUL_JOBS * meanOfAllNanos() / slots());
    }

    /** In the middle, if anything changes. */
    private long changeNanos() {
        return profile.changeFactor() == 1 ? endNanos() : (steadyNanos() + endNanos()) / 2;
    }

    private final class Counts implements Watcher {
        @Override
        public void onFact(SimHost<?> host, Object fact) {
            if (fact instanceof ClientEvent.JobRefused refused) {
                refusals++;
                refusedWithoutWord += refused.retryAfterMs() > 0 ? 0 : 1;
            } else if (fact instanceof ClientEvent.JobEnded ended) {
                outcomes.add(ended.outcome());
                countUseful(ended);
            } else if (fact instanceof DispatcherEvent.JobAccepted job) {
                accepted.add(job.jobId());
            } else if (fact instanceof DispatcherEvent.JobFinished job) {
                finished.add(job.jobId());
            }
        }

        private void countUseful(ClientEvent.JobEnded ended) {
            SimJob job = Objects.requireNonNull(world.job(ended.jobId()));
            if (ended.outcome().isOk() && isCounted(world.scheduler().nowNanos())) {
                useful.merge(job.client(), 1, Integer::sum);
                usefulOf.merge(job.function(), 1, Integer::sum);
                usefulMeans += (double) meanNanos(job.function()) / profile.meanNanos();
            }
        }
    }
}
