package io.spoor.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sees through its mapping interface, as Quarkus makes it. */
class SpoorConfigSourcesTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("quarkus.application.name", "spoor-sample"));
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void shouldMapTheBuiltInFile() {
        SampleConfig config = mapped();

        assertEquals("sample", config.name());
        assertEquals(7070, config.port());
        assertEquals(List.of("127.0.0.1:7070", "[::1]:7071"), config.dispatchers());
        assertEquals(60, config.sleep().maxMs());
        assertEquals(Optional.empty(), config.telemetry().endpoint());
        assertEquals(1.0, config.telemetry().sampleRatio());
    }

    @Test
    void shouldMapTheNamedFileAboveIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.json"), "{\"dispatchers\": [\"a:1\"], \"sleep\": {\"maxMs\": 70}, \"port\": 1}");
        properties.put("spoor.config", file.toString());
        environment.put("SPOOR_PORT", "2");

        SampleConfig config = mapped();

        assertEquals(List.of("a:1"), config.dispatchers());
        assertEquals(70, config.sleep().maxMs());
        assertEquals(30, config.sleep().minMs());
        assertEquals(2, config.port());
    }

    @Test
    void shouldTakeAListFromAVariable() {
        environment.put("SPOOR_DISPATCHERS", "a:1,b:2");

        assertEquals(List.of("a:1", "b:2"), mapped().dispatchers());
    }

    @Test
    void shouldSayNothingToOtherApplications() {
        properties.put("quarkus.application.name", "another");

        assertTrue(config(new SmallRyeConfigBuilder())
                .getOptionalValue("spoor.port", String.class)
                .isEmpty());
    }

    private SampleConfig mapped() {
        return config(new SmallRyeConfigBuilder().withMapping(SampleConfig.class))
                .getConfigMapping(SampleConfig.class);
    }

    private SmallRyeConfig config(SmallRyeConfigBuilder builder) {
        return builder.addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
                .withSources(new PropertiesConfigSource(properties, "test", 400))
                .withSources(new SpoorConfigSources())
                .withValidateUnknown(false)
                .build();
    }
}
