package io.spoor.client.cli;

import io.spoor.client.PendingJob;
import io.spoor.client.Spoor;
import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.JobRequest;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.json.JsonText;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = "Submits one job. Its result goes to standard output, everything else to standard error.",
        footer = "Exit codes: 0 OK, 1 wrong usage, 2 the job failed with a status, 3 unanswered.",
        sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNCTION", description = "What is to be computed, such as sleep.")
    String function;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ARGUMENTS",
            defaultValue = "{}",
            description = "One JSON value, such as '{\"x\":12,\"ms\":500}'; ${DEFAULT-VALUE} if left out.")
    String arguments;

    @Mixin
    ClientOptions options;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        try (Session session = shell.open(options, true)) {
            return submit(session).number();
        }
    }

    private ExitCode submit(Session session) {
        checkArguments(session.spoor());
        ClientConfig config = session.config();
        PendingJob job = session.spoor()
                .submit(
                        function,
                        arguments,
                        options.timeout(config),
                        options.attempts(config),
                        options.attemptTimeout(config));
        Screen screen = session.screen();
        screen.line("trace " + session.links().of(job.jobId()));
        Interrupts.endBy(() -> {
            screen.line("taking the job back (again: end at once)");
            job.takeBack();
        });
        Outcome outcome = Session.join(job);
        screen.line(OutcomeLine.of(outcome));
        screen.settle();
        if (outcome.result() != null) {
            System.out.println(outcome.result());
            System.out.flush();
        }
        return ExitCode.of(outcome);
    }

    private void checkArguments(Spoor spoor) {
        ClientConfig config = shell.config();
        try {
            JobRequest checked = spoor.request(
                    spoor.newJobId(),
                    function,
                    JsonText.payload(arguments),
                    options.timeout(config),
                    options.attempts(config),
                    options.attemptTimeout(config));
            assert checked.function().equals(function);
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }
}
