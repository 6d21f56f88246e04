package io.spoor.tests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.spoor.protocol.json.FlatJson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    @ParameterizedTest
    @EnumSource
    void shouldBeTheMappingInOtherWords(App app) throws IOException {
        Committed.assertUpToDate(app.schema(), MAPPER.writer(PRETTY).writeValueAsString(Schema.of(app)) + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptTheFile(App app) throws IOException {
        assertEquals(Set.of(), schema(app).validate(MAPPER.readTree(app.file().toFile())));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveEveryKeyInTheFileAndNothingMore(App app) throws Exception {
        Set<String> inFile = FlatJson.read(Files.readString(app.file())).entrySet().stream()
                .filter(entry -> entry.getValue().kind() != FlatJson.Kind.OBJECT)
                .map(entry -> entry.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
        inFile.remove("$schema");

        assertEquals(app.keys().all().stream().map(key -> key.name()).toList(), List.copyOf(inFile));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"prt": 1}
            {"port": "1"}
            {"port": 1.5}
            {"port": 65536}
            {"name": ""}
            {"name": "a b"}
            {"dispatchers": []}
            {"dispatchers": ["a"]}
            {"dispatchers": "a:1"}
            {"telemetry": {"endpoint": "collector"}}
            {"telemetry": {"endpont": ""}}
            {"log": {"json": 1}}
            """)
    void shouldRefuseWhatTheLauncherRefuses(String file) throws IOException {
        assertFalse(schema(App.CALCULATOR).validate(MAPPER.readTree(file)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}
            {"$schema": "x"}
            {"name": "a", "port": 65535}
            {"dispatchers": ["a:1", "[::1]:65535"]}
            {"telemetry": {"endpoint": "", "serviceInstance": ""}}
            {"telemetry": {"endpoint": "https://collector.example:4317/x"}}
            """)
    void shouldAcceptWhatTheLauncherAccepts(String file) throws IOException {
        assertEquals(Set.of(), schema(App.CALCULATOR).validate(MAPPER.readTree(file)));
    }

    private static JsonSchema schema(App app) throws IOException {
        JsonNode schema = MAPPER.readTree(app.schema().toFile());
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
}
