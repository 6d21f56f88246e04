package io.spoor.client.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the client understands with and without a command. The configuration is read before there are commands. */
final class CommonOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Read the configuration from this file.")
    @Nullable
    String configFile;

    @Option(names = "--print-config", description = "Print the configuration in force, and exit.")
    boolean printConfig;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help, and exit.")
    boolean help;
}
