package io.spoor.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Keys KEYS = Keys.of(SampleConfig.class);

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheBuiltInValuesWhereNothingElseIsSaid() {
        Configuration configuration = load("{}", Map.of(), Map.of());

        assertEquals("7070", configuration.value("port"));
        assertEquals("", configuration.value("telemetry.endpoint"));
    }

    @Test
    void shouldPreferFileThenVariableThenProperty() {
        String file = "{\"port\": 1, \"deadMs\": 301, \"sleep\": {\"minMs\": 1, \"maxMs\": 2}}";
        Map<String, String> environment = Map.of("SPOOR_DEADMS", "302", "SPOOR_SLEEP_MAXMS", "3");

        Configuration configuration = load(file, environment, Map.of("spoor.sleep.maxMs", "4"));

        assertEquals("1", configuration.value("port"));
        assertEquals("302", configuration.value("deadMs"));
        assertEquals("1", configuration.value("sleep.minMs"));
        assertEquals("4", configuration.value("sleep.maxMs"));
    }

    @Test
    void shouldReadAFileThatBeginsWithAByteOrderMark() {
        assertEquals("1", load("\ufeff{\"port\": 1}", Map.of(), Map.of()).value("port"));
    }

    @Test
    void shouldReplaceAListAsAWhole() {
        assertEquals(
                "a:1", load("{\"dispatchers\": [\"a:1\"]}", Map.of(), Map.of()).value("dispatchers"));
        assertEquals(
                "b:1,c:2",
                load("{}", Map.of("SPOOR_DISPATCHERS", "b:1,c:2"), Map.of()).value("dispatchers"));
    }

    @Test
    void shouldLetAnEmptyVariableTakeAnOptionalValueAway() {
        String file = "{\"telemetry\": {\"endpoint\": \"http://collector:4317\"}}";

        assertEquals(
                "", load(file, Map.of("SPOOR_TELEMETRY_ENDPOINT", ""), Map.of()).value("telemetry.endpoint"));
    }

    @Test
    void shouldHonourOpenTelemetrysVariablesBelowItsOwn() {
        Map<String, String> standard = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1");
        Map<String, String> both =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1", "SPOOR_TELEMETRY_ENDPOINT", "http://b:2");

        assertEquals("http://a:1", load("{}", standard, Map.of()).value("telemetry.endpoint"));
        assertEquals("http://b:2", load("{}", both, Map.of()).value("telemetry.endpoint"));
    }

    @Test
    void shouldReplaceVariablesInValues() {
        assertEquals(
                "c-7",
                load("{\"name\": \"c-${POD}\"}", Map.of("POD", "7"), Map.of()).value("name"));
    }

    @Test
    void shouldIgnoreKeysForEditors() {
        assertEquals(
                "7070", load("{\"$schema\": \"./x.json\"}", Map.of(), Map.of()).value("port"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"prot": 1}                         | FILE:1:10: unknown key prot; did you mean port?
            {"sleep": {"minms": 1}}             | FILE:1:21: unknown key sleep.minms; did you mean sleep.minMs?
            {"slep": {}}                        | FILE:1:10: unknown key slep; did you mean sleep?
            {"somethingElse": 1}                | FILE:1:19: unknown key somethingElse
            {"port": "7070"}                    | FILE:1:10: port is a text, not a whole number
            {"port": 70.5}                      | FILE:1:10: port: "70.5" is not a whole number
            {"port": 65536}                     | FILE:1:10: port: "65536" is not in the range 0 to 65535
            {"port": -1}                        | FILE:1:10: port: "-1" is not in the range 0 to 65535
            {"port": null}                      | FILE:1:10: port is null, not a whole number
            {"port": {}}                        | FILE:1:10: port is a group of keys, not a whole number
            {"sleep": 1}                        | FILE:1:11: sleep is a number, not a group of keys
            {"name": 5}                         | FILE:1:10: name is a number, not a text
            {"name": ""}                        | FILE:1:10: name: "" is empty
            {"name": "a b"}                     | FILE:1:10: name: "a b" is not a name of 1 to 39 letters, digits, '.', '_' or '-'
            {"name": "a-${NOBODY}"}             | FILE:1:10: name: "a-${NOBODY}" names a variable that is not set
            {"log": {"json": "yes"}}            | FILE:1:18: log.json is a text, not true or false
            {"log": {"level": "info"}}          | FILE:1:19: log.level: "info" is not one of ERROR, WARN, INFO, DEBUG
            {"telemetry": {"sampleRatio": 1.1}} | FILE:1:31: telemetry.sampleRatio: "1.1" is not in the range 0 to 1
            {"telemetry": {"endpoint": "a:1"}}  | FILE:1:28: telemetry.endpoint: "a:1" is not a URL that begins with http:// or https://
            {"dispatchers": "a:1"}              | FILE:1:17: dispatchers is a text, not a list of texts
            {"dispatchers": [1]}                | FILE:1:17: dispatchers is a list of something else, not a list of texts
            {"dispatchers": []}                 | FILE:1:17: dispatchers: "" is empty
            {"dispatchers": ["a:1","b:1","c:1"]}| FILE:1:17: dispatchers: "a:1,b:1,c:1" has 3 entries, not 1 to 2
            {"dispatchers": ["a:1", "b:0"]}     | FILE:1:17: dispatchers: "a:1,b:0" has an entry that is not host:port: "b:0"
            {"dispatchers": ["localhost"]}      | FILE:1:17: dispatchers: "localhost" is not host:port
            {"deadMs": 100}                     | FILE:1:12: deadMs: 100 must be more than suspectMs, which is 100
            {"suspectMs": 500}                  | built-in config/sample.json:6:13: deadMs: 200 must be more than suspectMs, which is 500
            {"sleep": {"minMs": 31}}            | built-in config/sample.json:10:14: sleep.maxMs: 60 must be at least 2 × sleep.minMs, which is 31
            {"port": 1,}                        | FILE:1:12: Unexpected character ('}' (code 125)): was expecting double-quote to start field name
            {"port": 1                          | FILE:1:11: Unexpected end-of-input: expected close marker for Object
            {"port": 1, "port": 2}              | FILE:1:19: Duplicate field 'port'
            [1]                                 | FILE:1:1: not a JSON object
            {} {}                               | FILE:1:4: more text after the JSON object
            """)
    void shouldSayWhatIsWrongInAFileAndWhere(String file, String line) {
        StartupFailure failure = assertThrows(StartupFailure.class, () -> load(file, Map.of(), Map.of()));

        assertEquals(line, failure.line().replace(file().toString(), "FILE"));
    }

    @Test
    void shouldCountLines() {
        StartupFailure failure = assertThrows(
                StartupFailure.class, () -> load("{\n  \"port\": 1,\n  \"prt\": 2\n}", Map.of(), Map.of()));

        assertEquals(file() + ":3:10: unknown key prt; did you mean port?", failure.line());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SPOOR_PORT          | x     | port: "x" is not a whole number
            SPOOR_PORT          | ''    | port: "" is empty
            SPOOR_PROT          | 1     | unknown key; did you mean SPOOR_PORT?
            SPOOR_DEADM         | 1     | unknown key; did you mean SPOOR_DEADMS?
            SPOOR_SLEEP_MINSM   | 1     | unknown key; did you mean SPOOR_SLEEP_MINMS?
            SPOOR_DISPATCHERS_0_| a:1   | a list is one value, its entries parted by commas
            SPOOR_PORT          | udp://10.0.0.1:7070 | port: "udp://10.0.0.1:7070" is not a whole number (it looks like a link of Kubernetes to a Service: set enableServiceLinks: false)
            OTEL_EXPORTER_OTLP_ENDPOINT | a | telemetry.endpoint: "a" is not a URL that begins with http:// or https://
            """)
    void shouldSayWhichVariableIsWrong(String variable, String value, String line) {
        StartupFailure failure =
                assertThrows(StartupFailure.class, () -> load("{}", Map.of(variable, value), Map.of()));

        assertEquals("environment variable " + variable + ": " + line, failure.line());
    }

    @ParameterizedTest
    @CsvSource({"SPOOR_SERVICE_HOST,10.0.0.1", "SPOOR_ROOT,/x", "SPOOR_DISPATCHER_PORT_7070_UDP,x", "SPOOR_SLEEP,x"})
    void shouldLeaveOthersVariablesAlone(String variable, String value) {
        assertEquals("7070", load("{}", Map.of(variable, value), Map.of()).value("port"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spoor.port           | 70000 | port: "70000" is not in the range 0 to 65535
            spoor.deadMS         | 1     | unknown key; did you mean spoor.deadMs?
            spoor.sleep.minMss   | 1     | unknown key; did you mean spoor.sleep.minMs?
            spoor.dispatchers[0] | a:1   | a list is one value, its entries parted by commas
            """)
    void shouldSayWhichPropertyIsWrong(String property, String value, String line) {
        StartupFailure failure =
                assertThrows(StartupFailure.class, () -> load("{}", Map.of(), Map.of(property, value)));

        assertEquals("system property " + property + ": " + line, failure.line());
    }

    @Test
    void shouldPrintWhatCanBeReadAgain() throws IOException {
        String json = load("{\"port\": 1, \"dispatchers\": [\"a:1\"]}", Map.of("SPOOR_LOG_JSON", "true"), Map.of())
                .toJson();

        assertEquals(json, load(json, Map.of(), Map.of()).toJson());
        assertEquals(
                Files.readString(Path.of("src/test/resources/config/sample.json"))
                        .replaceFirst("  \"\\$schema.*\n", "")
                        .replace("7070,", "1,")
                        .replace("[\"127.0.0.1:7070\", \"[::1]:7071\"]", "[ \"a:1\" ]")
                        .replace("\"json\": false", "\"json\": true")
                        .strip(),
                json);
    }

    private Configuration load(String file, Map<String, String> environment, Map<String, String> properties) {
        try {
            Files.writeString(file(), file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty(SpoorConfigSources.FILE, file().toString());
        return Configuration.load(KEYS, ConfigFile.builtIn("sample"), environment, all);
    }

    private Path file() {
        return folder.resolve("c.json");
    }
}
