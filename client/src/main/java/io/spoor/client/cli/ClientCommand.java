package io.spoor.client.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "client",
        description = "Submits jobs to a Spoor dispatcher and keeps statistics of the answers.",
        subcommands = {
            RunCommand.class,
            LoadCommand.class,
            SubmitCommand.class,
            LoadTableCommand.class,
            TraceCommand.class,
            AuditCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 well; 1 wrong usage, config or address; 2 the job of submit failed with a status; "
                    + "3 a job stayed unanswered; 4 an answer was wrong; 5 an audit found differences.",
            "Ctrl-C (or SIGTERM): no new jobs, the open ones are awaited; twice: at once."
        },
        sortOptions = false)
final class ClientCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions options;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? run, load, submit, load-table, trace or audit");
    }
}
