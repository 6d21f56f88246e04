package io.spoor.client.cli;

import io.spoor.client.load.Statistics;
import io.spoor.client.load.StatisticsReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the statistics are printed at the end, on standard output. */
final class ReportOptions {
    @Option(names = "--json", description = "Print the statistics as one JSON object.")
    boolean json;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description = "Write how each job ended to this file, a JSON object a line; audit reads it.")
    @Nullable
    Path outcomes;

    /** Writes the outcomes of the session from now on, if that is wanted. */
    void record(Session session) {
        if (outcomes != null) {
            session.recordTo(new OutcomesFile(outcomes));
        }
    }

    /** Prints them. The result is what the process says to its caller. */
    ExitCode print(Session session, Statistics statistics) {
        StatisticsReport report = new StatisticsReport(statistics);
        if (json) {
            System.out.println(report.json());
        } else {
            report.table(session.links()::of).forEach(System.out::println);
        }
        System.out.flush();
        return ExitCode.of(statistics);
    }
}
