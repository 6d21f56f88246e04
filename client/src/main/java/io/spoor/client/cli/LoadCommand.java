package io.spoor.client.cli;

import io.spoor.client.load.Pace;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        description = "Submits jobs as fast as they are answered, or at a steady rate.",
        footer = "With --rate the time to an answer counts from when its job was due, also if it was submitted later.",
        sortOptions = false)
final class LoadCommand implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Option(names = "--outstanding", paramLabel = "N", description = "Closed loop: keep so many jobs open.")
    int outstanding;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Open loop: submit so many jobs a second, whatever the answers do.")
    double rate;

    @Option(names = "--count", paramLabel = "N", description = "Submit so many jobs.")
    long count;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Submit jobs for so long; ${DEFAULT-VALUE} unless --count is given.",
            defaultValue = "10")
    long seconds;

    @Option(
            names = "--ms",
            paramLabel = "MS",
            description = "Each calculation takes so long; as long as the calculator likes if negative.",
            defaultValue = "0")
    long sleepMs;

    @Mixin
    ReportOptions report;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        Workload.Limit limit = new Workload.Limit(count, count > 0 ? 0 : seconds * NANOS_PER_SECOND);
        Pace pace = pace();
        SecureRandom random = new SecureRandom();
        Statistics statistics = new Statistics();
        try (Session session = shell.open(options, false)) {
            report.record(session);
            Workload workload =
                    session.squares(options, pace, limit, () -> ClientShell.draw(random, sleepMs), statistics);
            return report.print(session, session.run(workload, statistics)).number();
        }
    }

    private Pace pace() {
        if (outstanding > 0 == rate > 0) {
            throw new UserError("give one of --outstanding and --rate, above 0");
        }
        return outstanding > 0 ? Pace.outstanding(outstanding) : Pace.rate(rate);
    }
}
