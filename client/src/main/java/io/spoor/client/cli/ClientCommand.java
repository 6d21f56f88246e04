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
            ExitCodes.ALL,
            "Ctrl-C (or SIGTERM) ends softly: run and load submit no more and wait for the open jobs, submit cancels its "
                    + "job. A second one ends at once."
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
                spec.commandLine(), "give a command: run, load, submit, load-table, trace or audit");
    }
}
