package io.spoor.client.cli;

import io.spoor.client.load.Draw;
import io.spoor.client.load.FifoSchedule;
import io.spoor.client.load.Pace;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "load-table",
        description = "Compares bursts of jobs to calculators of one slot with an ideal dispatcher.",
        footer = {
            "",
            "Rows for 1, 2, 5 and 10 jobs a calculator. Each sleeps 0 to 1 s, drawn from the seed; all are submitted at once. "
                    + "The calculators must be running: deploy/load-table.sh starts them.",
            "minimal: no order of the jobs ends sooner; ideal: first come, first served, no time lost; real: until the "
                    + "last answer. effectiveness = minimal/real, dispatch efficiency = ideal/real. The last column is "
                    + "jobs×calculators: how many calculators had so many jobs."
        },
        sortOptions = false)
final class LoadTableCommand implements Callable<Integer> {
    private static final List<Integer> JOBS_PER_CALCULATOR = List.of(1, 2, 5, 10);
    private static final int SLEEP_MAX_MS = 1_000;
    /** Long enough that a warming job goes to every calculator, not twice to a quick one. */
    private static final int WARMING_MS = 100;

    private static final int CALCULATORS_MAX = 10_000;
    private static final int WARMING_ROUNDS_MAX = 100;
    private static final double NANOS_PER_MS = 1e6;

    @Option(names = "--calculators", required = true, paramLabel = "W", description = "How many calculators there are.")
    int calculators;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Draws the jobs; ${DEFAULT-VALUE} by default.")
    long seed;

    @Option(names = "--no-header", description = "Rows only: to put several runs below each other.")
    boolean noHeader;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        ValueRange.check("--calculators", calculators, 1, CALCULATORS_MAX);
        try (Session session = shell.open(options, false)) {
            warm(session);
            if (!noHeader) {
                System.out.println(
                        "    W  jobs  minimal s   ideal s    real s  effectiveness  dispatch eff.  lost  sum  jobs per calculator");
            }
            ExitCode worst = ExitCode.OK;
            for (int jobsPerCalculator : JOBS_PER_CALCULATOR) {
                if (session.isInterrupted()) {
                    return ExitCode.UNANSWERED.number();
                }
                ExitCode row = row(session, jobsPerCalculator);
                worst = row == ExitCode.OK ? worst : row;
            }
            return worst.number();
        }
    }

    /** Until each calculator has answered: then all are known to the dispatcher, and its code is compiled. */
    private void warm(Session session) {
        int seen = 0;
        for (int round = 0; round < WARMING_ROUNDS_MAX && seen != calculators; round++) {
            List<Draw> draws = Stream.generate(() -> new Draw(1, WARMING_MS))
                    .limit(calculators)
                    .toList();
            Statistics statistics = burst(session, draws);
            if (statistics.ok() == 0 || session.isInterrupted()) {
                throw new UserError("no job ended OK: are the dispatcher and " + calculators + " calculators running?");
            }
            seen = statistics.calculators().size();
        }
        if (seen != calculators) {
            throw new UserError("results came from " + seen + " calculators, not from " + calculators
                    + ": each must have one slot, and all must be running");
        }
    }

    private ExitCode row(Session session, int jobsPerCalculator) {
        Random random = new Random(seed);
        List<Draw> draws = Stream.generate(
                        () -> new Draw(random.nextInt((int) Draw.X_MAX), random.nextInt(SLEEP_MAX_MS + 1)))
                .limit((long) calculators * jobsPerCalculator)
                .toList();
        Statistics statistics = burst(session, draws);
        System.out.println(words(draws, statistics));
        System.out.flush();
        return Verdict.STRICT.exitCode(statistics);
    }

    private Statistics burst(Session session, List<Draw> draws) {
        Statistics statistics = new Statistics();
        Iterator<Draw> each = draws.iterator();
        Workload workload = session.workload(
                options,
                session.config().function(),
                Pace.outstanding(draws.size()),
                new Workload.Limit(draws.size(), 0),
                each::next,
                statistics);
        return session.run(workload, statistics);
    }

    private String words(List<Draw> draws, Statistics statistics) {
        FifoSchedule ideal = FifoSchedule.of(draws.stream().map(Draw::sleepMs).toList(), calculators);
        double realMs = statistics.elapsedNanos() / NANOS_PER_MS;
        long lost = draws.size() - statistics.ok();
        return String.format(
                Locale.ROOT,
                "%5d %5d %10.3f %9.3f %9.3f %13.1f%% %13.1f%% %5d  %s  %s",
                calculators,
                draws.size(),
                ideal.minimalMs() / 1_000,
                ideal.makespanMs() / 1_000.0,
                realMs / 1_000,
                100 * ideal.minimalMs() / realMs,
                100 * ideal.makespanMs() / realMs,
                lost,
                lost == 0 ? "ok " : "BAD",
                histogram(statistics));
    }

    /** {@code jobs×calculators} for each number of jobs that occurs. */
    private String histogram(Statistics statistics) {
        Map<Long, Integer> calculatorsByJobs = new TreeMap<>();
        statistics.calculators().values().forEach(jobs -> calculatorsByJobs.merge(jobs, 1, Integer::sum));
        int idle = calculators - statistics.calculators().size();
        if (idle > 0) {
            calculatorsByJobs.put(0L, idle);
        }
        return calculatorsByJobs.entrySet().stream()
                .map(entry -> entry.getKey() + "×" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
