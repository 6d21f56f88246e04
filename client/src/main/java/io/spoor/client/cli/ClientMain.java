package io.spoor.client.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.spoor.client.config.ClientConfig;
import io.spoor.protocol.config.Launcher;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** Submits jobs to a dispatcher and keeps statistics of the answers. */
@QuarkusMain
public final class ClientMain implements QuarkusApplication {
    private final IFactory factory;

    @Inject
    ClientMain(IFactory factory) {
        this.factory = factory;
    }

    /** Checks the configuration, then boots. */
    public static void main(String... args) {
        Interrupts.take();
        Launcher.ofCommand("client", ClientConfig.class)
                .launch(args, rest -> Quarkus.run(ClientMain.class, ClientMain::end, rest));
    }

    private static void end(int code, @Nullable Throwable failure) {
        Launcher.tell("client", failure);
        System.exit(code);
    }

    @Override
    public int run(String... args) {
        return commandLine(factory).execute(args);
    }

    /** The commands, and how mistakes are told: in one line, with exit code 1. */
    static CommandLine commandLine(IFactory factory) {
        return new CommandLine(ClientCommand.class, factory)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(ClientMain::onWrongUsage)
                .setExecutionExceptionHandler(ClientMain::onFailure);
    }

    private static int onWrongUsage(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        e.getCommandLine().getErr().println(command + ": " + e.getMessage() + " (see " + command + " --help)");
        return ExitCode.USAGE.number();
    }

    private static int onFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(e instanceof UserError)) {
            throw e;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        return ExitCode.USAGE.number();
    }
}
