package io.spoor.client.cli;

import io.spoor.client.load.Pace;
import io.spoor.client.load.Question;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        description = "Submits jobs as fast as they are answered, or at a steady rate.",
        footer = {
            "",
            "With --rate the time to a result counts from when its job was due, also if it was submitted later.",
            ExitCodes.OF_JOBS,
            "",
            "Examples:",
            "  client load --outstanding 64 --seconds 30",
            "  client load --rate 1000 --fail-above 1%% --p99 50",
            "  client load --rate 5 --function reverse --args '{\"text\":\"abc\"}' --expect '\"cba\"'"
        },
        sortOptions = false)
final class LoadCommand implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long DEFAULT_SECONDS = 10;
    /** As the config's outstandingMax. */
    private static final long OUTSTANDING_MAX = 10_000_000;

    private static final long RATE_MAX = 1_000_000;
    private static final long SLEEP_MAX_MS = 86_400_000;

    @Option(
            names = "--outstanding",
            paramLabel = "N",
            description = "Closed loop: keep this number of jobs open, 1 to 10,000,000.")
    Optional<Integer> outstanding = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Open loop: submit this number of jobs a second, whatever becomes of them; up to 1,000,000.")
    Optional<Double> rate = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "Submit this number of jobs, 1 to 1,000,000,000.")
    Optional<Long> count = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Submit jobs for this time, 1 to 31,536,000 s; 10 unless --count is given.")
    Optional<Long> seconds = Optional.empty();

    @Option(
            names = "--ms",
            paramLabel = "MS",
            description = "Each calculation takes this time, 0 to 86,400,000 ms; -1: as long as the calculator draws. "
                    + "0 by default. Not with --args.")
    Optional<Long> sleepMs = Optional.empty();

    @Mixin
    QuestionOptions question;

    @Mixin
    ReportOptions report;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        Pace pace = pace();
        Workload.Limit limit = limit();
        Supplier<? extends Question> questions = questions();
        Verdict verdict = report.verdict();
        Statistics statistics = new Statistics();
        try (Session session = shell.open(options, false)) {
            report.record(session);
            Workload workload =
                    session.workload(options, question.function(session.config()), pace, limit, questions, statistics);
            return report.print(session, session.run(workload, statistics), verdict)
                    .number();
        }
    }

    private Pace pace() {
        if (outstanding.isPresent() == rate.isPresent()) {
            throw new UserError("give one of --outstanding and --rate");
        }
        outstanding.ifPresent(jobs -> ValueRange.check("--outstanding", jobs, 1, OUTSTANDING_MAX));
        rate.ifPresent(perSecond -> ValueRange.checkAbove("--rate", perSecond, 0, RATE_MAX));
        return outstanding.map(Pace::outstanding).orElseGet(() -> Pace.rate(rate.orElseThrow()));
    }

    /** With a count and no time, the count alone ends it. */
    private Workload.Limit limit() {
        count.ifPresent(jobs -> ValueRange.check("--count", jobs, 1, ValueRange.COUNT_MAX));
        seconds.ifPresent(time -> ValueRange.check("--seconds", time, 1, ValueRange.SECONDS_MAX));
        long time = seconds.orElse(count.isPresent() ? 0 : DEFAULT_SECONDS);
        return new Workload.Limit(count.orElse(0L), time * NANOS_PER_SECOND);
    }

    private Supplier<? extends Question> questions() {
        sleepMs.ifPresent(ms -> ValueRange.check("--ms", ms, -1, SLEEP_MAX_MS));
        if (sleepMs.isPresent() && question.arguments != null) {
            throw new UserError("give one of --ms and --args: --ms is an argument of sleep");
        }
        SecureRandom random = new SecureRandom();
        long ms = sleepMs.orElse(0L);
        return question.questions(() -> ClientShell.draw(random, ms));
    }
}
