package io.spoor.client.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.spoor.client.config.ClientConfig;
import io.spoor.protocol.config.Launcher;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
                .registerConverter(Integer.class, number("a whole number", Integer::valueOf))
                .registerConverter(int.class, number("a whole number", Integer::valueOf))
                .registerConverter(Long.class, number("a whole number", Long::valueOf))
                .registerConverter(long.class, number("a whole number", Long::valueOf))
                .registerConverter(Double.class, number("a number", Double::valueOf))
                // "@" begins the name of a file that holds JSON, not one that holds more options.
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(ClientMain::onWrongUsage)
                .setExecutionExceptionHandler(ClientMain::onFailure);
    }

    private static int onWrongUsage(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String words = e instanceof UnmatchedArgumentException unmatched ? words(unmatched) : e.getMessage();
        e.getCommandLine().getErr().println(command + ": " + words + " (see " + command + " --help)");
        return ExitCode.USAGE.number();
    }

    private static String words(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        boolean isOption = argument.startsWith("-");
        boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty();
        String what = isOption ? "unknown option" : isCommand ? "unknown command" : "one argument too many:";
        List<String> similar = isOption || isCommand ? e.getSuggestions() : List.of();
        return what + " '" + argument + "'" + (similar.isEmpty() ? "" : "; did you mean " + similar.get(0) + "?");
    }

    private static <T> CommandLine.ITypeConverter<T> number(String wanted, Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new CommandLine.TypeConversionException("'" + text + "' is not " + wanted);
            }
        };
    }

    private static int onFailure(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(e instanceof UserError)) {
            throw e;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        return ExitCode.USAGE.number();
    }
}
