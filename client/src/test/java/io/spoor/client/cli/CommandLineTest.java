package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            ClientMain.commandLine(CommandLine.defaultFactory()).setErr(new PrintWriter(errors));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                           | which command?
            walk                         | 'walk'
            run --count x                | 'x' is not a long
            run --dispatcher             | --dispatcher
            load --rate fast             | 'fast' is not a double
            load                         | one of --outstanding and --rate
            load --rate 1 --outstanding 1 | one of --outstanding and --rate
            load --rate -1               | above 0
            submit                       | FUNCTION
            load-table                   | --calculators
            load-table --calculators 0   | at least 1
            trace                        | ID
            trace 12                     | 32 hex digits
            trace 0af7651916cd43dd8448eb211c80319c --width 10 | at least 60
            trace 0af7651916cd43dd8448eb211c80319c --jaeger localhost | begins with http
            trace 0af7651916cd43dd8448eb211c80319c --file /nowhere | cannot read /nowhere
            audit                        | FILE
            audit /nowhere --jaeger http://localhost | cannot read /nowhere
            """)
    void shouldSayInOneLineWhatIsWrong(String arguments, String words) {
        int code = commandLine.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertEquals(1, code);
        assertTrue(errors.toString().contains(words), errors::toString);
        assertEquals(1, errors.toString().lines().count(), errors::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "run --help",
        "load --help",
        "submit --help",
        "load-table --help",
        "trace --help",
        "audit --help"
    })
    void shouldHelp(String arguments) {
        StringWriter help = new StringWriter();
        commandLine.setOut(new PrintWriter(help));
        assertEquals(0, commandLine.execute(arguments.split(" ", -1)));
        assertTrue(help.toString().startsWith("Usage: client"));
    }

    @Test
    void shouldTakeWhatIsGivenBeforeWhatIsConfigured() {
        CommandLine.ParseResult run = commandLine
                .parseArgs("run", "--count", "3", "--timeout", "700", "--attempts", "1", "--json")
                .subcommand();
        RunCommand command = run.commandSpec().commandLine().getCommand();
        assertEquals(3, command.count.orElse(0L));
        assertEquals(700, command.options.timeoutMs.orElse(0L));
        assertEquals(1, command.options.attempts.orElse(0));
        assertTrue(command.report.json);
        assertTrue(command.seconds.isEmpty());
    }
}
