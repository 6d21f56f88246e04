package io.spoor.client.cli;

import io.spoor.client.load.Statistics;
import io.spoor.client.load.StatisticsReport;
import picocli.CommandLine.Option;

/** How the statistics are printed at the end, on standard output. */
final class ReportOptions {
    @Option(names = "--json", description = "Print the statistics as one JSON object.")
    boolean json;

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
