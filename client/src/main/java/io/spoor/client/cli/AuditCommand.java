package io.spoor.client.cli;

import io.spoor.client.trace.Audit;
import io.spoor.client.trace.AuditReport;
import io.spoor.client.trace.Jaeger;
import io.spoor.protocol.JobId;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "Compares the outcomes that a client wrote (--outcomes of run and load) with the jobs' traces.",
        footer = {
            "",
            "Exit codes: 0 no difference; 1 wrong usage, or no Jaeger; 5 differences.",
            "docs/tracing.md says what each rule means and which spans a killed process may take along."
        },
        sortOptions = false)
final class AuditCommand implements Callable<Integer> {
    private static final int PAUSE_SECONDS = 1;
    private static final long SKEW_MAX_MS = 86_400_000;
    private static final long NANOS_PER_MS = 1_000_000;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Outcomes, of one client each.")
    List<Path> files;

    @Option(
            names = "--patience",
            paramLabel = "S",
            defaultValue = "10",
            description =
                    "Spans arrive late: for this time, look again at jobs with differences; ${DEFAULT-VALUE} s by default.")
    int patienceSeconds;

    @Option(
            names = "--skew",
            paramLabel = "MS",
            defaultValue = "10",
            description = "By how much the clocks of two processes may differ, ms; ${DEFAULT-VALUE} by default.")
    long skewMs;

    @Option(
            names = "--untraced",
            paramLabel = "NAME",
            description =
                    "Processes whose identities begin with this may have no spans: they were killed while idle, or run "
                            + "without tracing. May be repeated.")
    List<String> untraced = List.of();

    @Option(
            names = "--sampled",
            description = "Only a share of the jobs was sampled: a job without a trace is not a difference.")
    boolean sampled;

    @Mixin
    JaegerOptions jaeger;

    @Mixin
    CommonOptions common;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        ValueRange.check("--patience", patienceSeconds, 0, ValueRange.SECONDS_MAX);
        ValueRange.check("--skew", skewMs, 0, SKEW_MAX_MS);
        Jaeger asked = jaeger.jaeger(() -> shell.config());
        Audit audit = new Audit(
                new Audit.Settings(skewMs * NANOS_PER_MS, untraced, sampled),
                files.stream().flatMap(file -> OutcomesFile.read(file).stream()).toList());
        AuditReport report = read(audit, asked);
        TraceLinks links = jaeger.links(() -> shell.config());
        report.table(job -> links.of(JobId.parse(job))).forEach(System.out::println);
        System.out.flush();
        return (report.isClean() ? ExitCode.OK : ExitCode.DIFFERENT).number();
    }

    private AuditReport read(Audit audit, Jaeger asked) {
        try {
            AuditReport report = audit.read(asked, audit.jobIds());
            for (int waited = 0; waited < patienceSeconds && !report.isClean(); waited += PAUSE_SECONDS) {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS))
                        .join();
                report = audit.read(asked, report.jobIds());
            }
            return report;
        } catch (Jaeger.UnavailableException e) {
            throw UserError.of(e);
        }
    }
}
