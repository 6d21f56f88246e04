package io.spoor.tests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged applications, started with right and wrong configurations. */
class ConfigFlagsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long EXIT_WITHIN_SECONDS = 60;

    @TempDir
    Path folder;

    record Exit(int code, String out, String err) {}

    @ParameterizedTest
    @EnumSource
    void shouldPrintItsBuiltInConfiguration(App app) throws Exception {
        ObjectNode file = (ObjectNode) MAPPER.readTree(app.file().toFile());
        file.remove("$schema");

        Exit exit = run(app, Map.of(), "--print-config");

        assertEquals(0, exit.code(), exit::err);
        assertEquals(file, MAPPER.readTree(exit.out()));
        assertEquals("", exit.err());
    }

    @ParameterizedTest
    @EnumSource
    void shouldPrintWhatFileAndVariablesMakeOfIt(App app) throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"name\": \"from-file\", \"log\": {\"json\": true}}");
        ObjectNode expected = (ObjectNode) MAPPER.readTree(app.file().toFile());
        expected.remove("$schema");
        expected.put("name", "from-variable");
        ((ObjectNode) expected.get("log")).put("json", true);

        Exit exit = run(app, Map.of("SPOOR_NAME", "from-variable"), "--config", file.toString(), "--print-config");

        assertEquals(expected, MAPPER.readTree(exit.out()), exit::err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            DISPATCHER | {"leaseMS": 1}            | c.json:1:13: unknown key leaseMS; did you mean leaseMs?
            DISPATCHER | {"port": 70000}           | c.json:1:10: port: "70000" is not in the range 0 to 65535
            DISPATCHER | {"deadMs": 400}           | c.json:1:12: deadMs: 400 must be more than suspectMs, which is 450
            CALCULATOR | {"slots": "many"}         | c.json:1:11: slots is a text, not a whole number
            CALCULATOR | {"dispatchers": ["here"]} | c.json:1:17: dispatchers: "here" is not host:port
            CLIENT     | {"timeoutMs": }           | c.json:1:15: Unexpected character ('}' (code 125)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            CLIENT     | {"timeoutMs": 1           | c.json:1:16: Unexpected end-of-input: expected close marker for Object
            """)
    void shouldEndWithOneLineForAMistake(App app, String file, String line) throws Exception {
        Files.writeString(folder.resolve("c.json"), file);

        assertFails(run(app, Map.of(), "--config", "c.json"), app, line);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWithOneLineForAMissingFileAndAWrongVariable(App app) throws Exception {
        assertFails(run(app, Map.of(), "--config", "none.json"), app, "none.json: no such file");
        assertFails(
                run(app, Map.of("SPOOR_LOG_LEVEL", "LOUD")),
                app,
                "environment variable SPOOR_LOG_LEVEL: log.level: \"LOUD\" is not one of ERROR, WARN, INFO, DEBUG");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellItsVersion(App app) throws Exception {
        Exit exit = run(app, Map.of(), "--version");

        assertEquals(0, exit.code(), exit::err);
        assertTrue(exit.out().startsWith(app.appName() + " "), exit::out);
    }

    private static void assertFails(Exit exit, App app, String line) {
        assertEquals(app.appName() + ": " + line + System.lineSeparator(), exit.err());
        assertEquals("", exit.out());
        assertEquals(1, exit.code());
    }

    private Exit run(App app, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(app.command());
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPOOR_") || name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(EXIT_WITHIN_SECONDS, TimeUnit.SECONDS), () -> command + " does not end");
            return new Exit(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
