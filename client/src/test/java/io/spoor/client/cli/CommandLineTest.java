package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
            ""                           | give a command
            walk                         | unknown command 'walk'
            sumbit                       | did you mean submit?
            load --secnds 3              | unknown option '--secnds'; did you mean --seconds?
            trace a b                    | one argument too many: 'b'
            run --count x                | 'x' is not a whole number
            run --seconds -1             | --seconds is a whole number from 0 to 31536000, not -1
            run --count 1000000001       | --count is a whole number from 0 to 1000000000
            run --expect 1               | --expect needs --args
            run --dispatcher             | --dispatcher
            load --rate fast             | 'fast' is not a number
            load                         | one of --outstanding and --rate
            load --rate 1 --outstanding 1 | one of --outstanding and --rate
            load --rate -1               | --rate is a number above 0
            load --rate NaN              | --rate is a number above 0
            load --rate 1 --seconds 0    | --seconds is a whole number from 1 to 31536000, not 0
            load --rate 1 --seconds 9999999999 | --seconds is a whole number from 1
            load --rate 1 --seconds 99999999999999999999 | is not a whole number
            load --rate 1 --count -5     | --count is a whole number from 1
            load --outstanding 0         | --outstanding is a whole number from 1
            load --outstanding -3        | --outstanding is a whole number from 1
            load --rate 1 --ms -2        | --ms is a whole number from -1
            load --rate 1 --ms 5 --args 1 | give one of --ms and --args
            load --rate 1 --args {       | --args: not JSON
            load --rate 1 --args @/nowhere | --args: cannot read the file /nowhere: no such file
            load --rate 1 --args 1 --expect } | --expect: not JSON
            load --rate 1 --fail-above 101% | --fail-above is a share from 0% to 100%, not "101%"
            load --rate 1 --fail-above few | --fail-above is a share
            load --rate 1 --p99 0        | --p99 is a number above 0
            submit a --function b        | unknown option '--function'
            submit                       | FUNCTION
            load-table                   | --calculators
            load-table --calculators 0   | --calculators is a whole number from 1
            trace                        | ID
            trace 12                     | 32 hex digits
            trace 0af7651916cd43dd8448eb211c80319c --width 10 | from 60
            trace 0af7651916cd43dd8448eb211c80319c --jaeger localhost | begins with http
            trace 0af7651916cd43dd8448eb211c80319c --file /nowhere | cannot read /nowhere: no such file
            audit                        | FILE
            audit x --patience -1        | --patience is a whole number from 0
            audit /nowhere --jaeger http://localhost | cannot read /nowhere
            """)
    void shouldSayInOneLineWhatIsWrong(String arguments, String words) {
        int code = commandLine.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertEquals(1, code);
        assertTrue(errors.toString().contains(words), errors::toString);
        assertEquals(1, errors.toString().lines().count(), errors::toString);
        assertFalse(errors.toString().contains("Source:"), errors::toString);
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
