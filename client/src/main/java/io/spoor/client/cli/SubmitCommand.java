package io.spoor.client.cli;

import io.spoor.client.PendingJob;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.RawJson;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = "Submits one job. Its result goes to standard output, everything else to standard error.",
        footer = {
            "",
            "Exit codes: 0 OK; 1 wrong usage, config or address; 2 the job failed; 3 it stayed unanswered: nobody knows "
                    + "whether it ran; 130 ended by Ctrl-C, which cancels the job (a second Ctrl-C leaves at once).",
            "",
            "Examples:",
            "  client submit sleep '{\"x\": 12, \"ms\": 500}'",
            "  client submit reverse @arguments.json --timeout 5000 --dispatcher 10.0.0.5:7070"
        },
        sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNCTION", description = "What is to be computed, such as sleep.")
    String function;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JSON|@FILE",
            defaultValue = "{}",
            description = "The arguments, or the file that holds them; ${DEFAULT-VALUE} if left out.")
    String arguments;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    private volatile boolean interrupted;

    @Override
    public Integer call() {
        try (Session session = shell.open(options, true)) {
            return submit(session).number();
        }
    }

    private ExitCode submit(Session session) {
        ClientConfig config = session.config();
        RawJson checked = JsonArgument.read("the arguments", arguments);
        Duration timeout = options.timeout(config);
        int attempts = options.attempts(config);
        Duration attemptTimeout = options.attemptTimeout(config);
        session.checkRequest(function, checked, timeout, attempts, attemptTimeout);
        PendingJob job = session.spoor().submit(function, checked.toString(), timeout, attempts, attemptTimeout);
        Screen screen = session.screen();
        screen.line(session.links().titled(job.jobId()));
        Interrupts.endBy(() -> {
            interrupted = true;
            screen.line("cancelling the job (Ctrl-C again: leave at once)");
            job.takeBack();
        });
        Outcome outcome = Session.join(job);
        screen.line(OutcomeLine.of(outcome));
        screen.settle();
        if (outcome.result() != null) {
            System.out.println(outcome.result());
            System.out.flush();
        }
        return interrupted ? ExitCode.INTERRUPTED : ExitCode.of(outcome);
    }
}
