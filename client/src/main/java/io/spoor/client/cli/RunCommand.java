package io.spoor.client.cli;

import io.spoor.client.config.ClientConfig.RunConfig;
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
        name = "run",
        description =
                "Submits a job at once and then others at random intervals; the square of each job's random x must "
                        + "come back.",
        footer = {"", "Without --count and --seconds it goes on until Ctrl-C.", ExitCodes.OF_JOBS},
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Submit this number of jobs; 0: no limit (config: run.count).")
    Optional<Long> count = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Submit jobs for this time, s; 0: no limit (config: run.seconds).")
    Optional<Long> seconds = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show each outcome as it comes.")
    boolean quiet;

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
        count.ifPresent(jobs -> ValueRange.check("--count", jobs, 0, ValueRange.COUNT_MAX));
        seconds.ifPresent(time -> ValueRange.check("--seconds", time, 0, ValueRange.SECONDS_MAX));
        Verdict verdict = report.verdict();
        SecureRandom random = new SecureRandom();
        Supplier<? extends Question> questions = question.questions(() -> ClientShell.draw(random, -1));
        RunConfig config = shell.config().run();
        Pace pace = Pace.random(config.minMs() * NANOS_PER_MS, config.maxMs() * NANOS_PER_MS, random);
        Workload.Limit limit = new Workload.Limit(
                count.orElseGet(config::count), seconds.orElseGet(config::seconds) * NANOS_PER_SECOND);
        Statistics statistics = new Statistics();
        try (Session session = shell.open(options, false)) {
            report.record(session);
            if (!quiet) {
                session.showOutcomes();
            }
            Workload workload =
                    session.workload(options, question.function(session.config()), pace, limit, questions, statistics);
            return report.print(session, session.run(workload, statistics), verdict)
                    .number();
        }
    }
}
