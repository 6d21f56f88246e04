package io.spoor.protocol.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives SmallRye, and so Quarkus, the application's values: the built-in file below all, the file that {@value #FILE} names
 * (system property, or environment variable {@code SPOOR_CONFIG}) above it, and above both OpenTelemetry's own environment
 * variables. Environment variables {@code SPOOR_…} (ordinal 300) and system properties {@code spoor.…} (400) stand higher.
 */
public final class SpoorConfigSources implements ConfigSourceFactory {
    /** Names the configuration file. */
    static final String FILE = "spoor.config";

    private static final int BUILT_IN_ORDINAL = 50;
    private static final int FILE_ORDINAL = 290;
    private static final int OPEN_TELEMETRY_ORDINAL = 299;
    private static final Map<String, String> OPEN_TELEMETRY = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "spoor.telemetry.endpoint",
            "OTEL_EXPORTER_OTLP_PROTOCOL", "spoor.telemetry.protocol");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue app = context.getValue("quarkus.application.name");
        if (app == null || app.getValue() == null || !app.getValue().startsWith("spoor-")) {
            return List.of();
        }
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(builtIn(ConfigFile.builtIn(app.getValue().substring("spoor-".length()))));
        sources.add(openTelemetry(System.getenv()));
        ConfigValue file = context.getValue(FILE);
        if (file != null && file.getValue() != null) {
            sources.add(file(ConfigFile.read(Path.of(file.getValue()))));
        }
        return sources;
    }

    static ConfigSource builtIn(ConfigFile file) {
        return new PropertiesConfigSource(file.properties(), file.name(), BUILT_IN_ORDINAL);
    }

    static ConfigSource file(ConfigFile file) {
        return new PropertiesConfigSource(file.properties(), file.name(), FILE_ORDINAL);
    }

    /** What OpenTelemetry's users set everywhere. An empty variable is as good as none. */
    static ConfigSource openTelemetry(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        OPEN_TELEMETRY.forEach((variable, property) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                properties.put(property, value);
            }
        });
        return new PropertiesConfigSource(properties, "OpenTelemetry's variables", OPEN_TELEMETRY_ORDINAL);
    }

    /** What SmallRye calls a source of values of that name. */
    static String nameOf(String source) {
        return PropertiesConfigSource.NAME.formatted(source);
    }
}
