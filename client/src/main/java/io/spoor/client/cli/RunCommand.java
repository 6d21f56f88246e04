package io.spoor.client.cli;

import io.spoor.client.config.ClientConfig.RunConfig;
import io.spoor.client.load.Pace;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Submits jobs at random intervals, each with a random x whose square must come back.",
        footer = "Without --count and --seconds it goes on until Ctrl-C.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Option(names = "--count", paramLabel = "N", description = "Submit so many jobs (config: run.count).")
    Optional<Long> count = Optional.empty();

    @Option(names = "--seconds", paramLabel = "S", description = "Submit jobs for so long (config: run.seconds).")
    Optional<Long> seconds = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show each outcome as it comes.")
    boolean quiet;

    @Mixin
    ReportOptions report;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        RunConfig config = shell.config().run();
        SecureRandom random = new SecureRandom();
        Pace pace = Pace.random(config.minMs() * NANOS_PER_MS, config.maxMs() * NANOS_PER_MS, random);
        Workload.Limit limit = new Workload.Limit(
                count.orElseGet(config::count), seconds.orElseGet(config::seconds) * NANOS_PER_SECOND);
        Statistics statistics = new Statistics();
        try (Session session = shell.open(options, false)) {
            report.record(session);
            if (!quiet) {
                session.showOutcomes();
            }
            Workload workload = session.squares(options, pace, limit, () -> ClientShell.draw(random, -1), statistics);
            return report.print(session, session.run(workload, statistics)).number();
        }
    }
}
