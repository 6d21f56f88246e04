package io.spoor.client.cli;

import io.spoor.client.load.Statistics;
import io.spoor.client.load.StatisticsReport;
import io.spoor.protocol.udp.WallClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the statistics are printed at the end, on standard output, and what they must be for exit code 0. */
final class ReportOptions {
    private static final long P99_MAX_MS = 2_592_000_000L;

    @Option(names = "--json", description = "Print the statistics as one JSON object.")
    boolean json;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description =
                    "Write how each job ended to this file, a JSON object a line, as the jobs end; audit reads it.")
    @Nullable
    Path outcomes;

    @Option(
            names = "--fail-above",
            paramLabel = "PERCENT",
            description =
                    "Accept that jobs fail or stay unanswered, up to this share, such as 1%%; more is exit code 6.")
    @Nullable
    String failAbove;

    @Option(
            names = "--p99",
            paramLabel = "MS",
            description = "Exit code 6 if the 99th percentile of the time to OK is longer than this, ms.")
    Optional<Double> p99Ms = Optional.empty();

    /**
     * Checks the options: to be called before any job is submitted.
     *
     * @throws UserError if a value is out of its range
     */
    Verdict verdict() {
        p99Ms.ifPresent(ms -> ValueRange.checkAbove("--p99", ms, 0, P99_MAX_MS));
        return new Verdict(failAbove == null ? Optional.empty() : Optional.of(Verdict.percent(failAbove)), p99Ms);
    }

    /** Writes the outcomes of the session from now on, if that is wanted. */
    void record(Session session) {
        if (outcomes != null) {
            session.recordTo(new OutcomesFile(outcomes, WallClock::nowMillis));
        }
    }

    /** Prints them. The result is what the process says to its caller. */
    ExitCode print(Session session, Statistics statistics, Verdict verdict) {
        StatisticsReport report = new StatisticsReport(statistics);
        if (json) {
            System.out.println(report.json());
        } else {
            report.table(session.links()::of).forEach(System.out::println);
        }
        System.out.flush();
        List<String> broken = verdict.broken(statistics);
        broken.forEach(session.screen()::line);
        return broken.isEmpty() ? verdict.exitCode(statistics) : ExitCode.THRESHOLD;
    }
}
