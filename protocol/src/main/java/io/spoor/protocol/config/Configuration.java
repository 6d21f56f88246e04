package io.spoor.protocol.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spoor.protocol.json.FlatJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that an application will see, checked. Made from the same sources as those inside Quarkus, in the same order, but
 * in milliseconds and with errors that name the file, line and column, the variable or the property at fault.
 */
final class Configuration {
    private static final String SYSTEM_PROPERTIES = "system properties";
    private static final int SYSTEM_PROPERTIES_ORDINAL = 400;
    private static final String ENVIRONMENT_PREFIX = "SPOOR_";
    /** What SmallRye takes for one entry of a list: {@code dispatchers[0]}, {@code DISPATCHERS_0_}. */
    private static final Pattern INDEXED = Pattern.compile("[\\[.]\\d+[\\].]$");

    private final Keys keys;
    private final ConfigFile builtIn;
    private final @Nullable ConfigFile file;
    private final SmallRyeConfig config;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Configuration(Keys keys, ConfigFile builtIn, Map<String, String> environment, Properties properties) {
        this.keys = keys;
        this.builtIn = builtIn;
        String path = properties.getProperty(SpoorConfigSources.FILE, environment.get("SPOOR_CONFIG"));
        this.file = path == null || path.isEmpty() ? null : ConfigFile.read(Path.of(path));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(SpoorConfigSources.builtIn(builtIn), SpoorConfigSources.openTelemetry(environment))
                .withSources(
                        new EnvConfigSource(environment, EnvConfigSource.ORDINAL),
                        new PropertiesConfigSource(properties, SYSTEM_PROPERTIES, SYSTEM_PROPERTIES_ORDINAL));
        if (file != null) {
            builder.withSources(SpoorConfigSources.file(file));
        }
        this.config = builder.build();
    }

    /**
     * Gathers and checks everything.
     *
     * @throws StartupFailure for the first thing that is wrong
     */
    static Configuration load(Keys keys, ConfigFile builtIn, Map<String, String> environment, Properties properties) {
        Configuration all = new Configuration(keys, builtIn, environment, properties);
        if (all.file != null) {
            all.file.check(keys);
        }
        all.checkNames(environment, properties);
        keys.all().forEach(all::readValue);
        keys.all().forEach(all::checkNeighbours);
        return all;
    }

    /** The value of a key that exists; empty for none. */
    String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such key: " + key);
        }
        return value;
    }

    /** The values in the shape and order of the built-in file. */
    String toJson() {
        Map<String, FlatJson.Entry> entries = new LinkedHashMap<>();
        builtIn.entries().forEach((name, entry) -> {
            Key key = keys.find(name);
            entries.put(name, key == null ? entry : FlatJson.Entry.of(entry.kind(), key.texts(value(name))));
        });
        return FlatJson.write(entries);
    }

    /**
     * A file's misspelt key is an error. Of variables and properties only a near miss is: others may well use the prefix, as
     * Kubernetes does with {@code SPOOR_SERVICE_HOST} for a Service named spoor.
     */
    private void checkNames(Map<String, String> environment, Properties properties) {
        environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT_PREFIX))
                .forEach(name -> checkName(
                        "environment variable " + name,
                        name.substring(ENVIRONMENT_PREFIX.length()).replace('_', '.'),
                        String::equalsIgnoreCase,
                        Keys::environmentVariable));
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(Keys.PREFIX))
                .forEach(name -> checkName(
                        "system property " + name,
                        name.substring(Keys.PREFIX.length()),
                        String::equals,
                        key -> Keys.PREFIX + key));
    }

    private void checkName(
            String origin, String name, BiPredicate<String, String> isKey, UnaryOperator<String> spelling) {
        if (INDEXED.matcher(name).find()) {
            throw new StartupFailure(origin + ": a list is one value, its entries parted by commas");
        }
        keys.nearMiss(name).filter(key -> !isKey.test(key, name)).ifPresent(key -> {
            throw new StartupFailure(origin + ": unknown key; did you mean " + spelling.apply(key) + "?");
        });
    }

    private void readValue(Key key) {
        String value = text(key);
        String problem = key.problem(value);
        if (problem != null) {
            throw failure(key, "\"" + value + "\" " + problem + hint(value));
        }
        values.put(key.name(), value);
    }

    /** Variables in the value, as in {@code ${HOSTNAME}}, are replaced. */
    private String text(Key key) {
        ConfigValue value = config.getConfigValue(Keys.PREFIX + key.name());
        if (value.hasProblems()) {
            throw failure(key, "\"" + value.getRawValue() + "\" names a variable that is not set");
        }
        return value.getValueOrDefault("");
    }

    private static String hint(String value) {
        return value.startsWith("tcp://") || value.startsWith("udp://")
                ? " (it looks like a link of Kubernetes to a Service: set enableServiceLinks: false)"
                : "";
    }

    private void checkNeighbours(Key key) {
        if (key.above() != null) {
            String neighbour = key.neighbour(key.above().value());
            if (number(key.name()) <= number(neighbour)) {
                throw failure(key, value(key.name()) + " must be more than " + described(neighbour));
            }
        }
        if (key.atLeast() != null) {
            String neighbour = key.neighbour(key.atLeast().value());
            int times = key.atLeast().times();
            if (number(key.name()) < times * number(neighbour)) {
                String factor = times == 1 ? "" : times + " × ";
                throw failure(key, value(key.name()) + " must be at least " + factor + described(neighbour));
            }
        }
    }

    private double number(String key) {
        return Double.parseDouble(value(key));
    }

    private String described(String key) {
        return key + ", which is " + value(key);
    }

    private StartupFailure failure(Key key, String message) {
        return new StartupFailure(originOf(key.name()) + ": " + key.name() + ": " + message);
    }

    private String originOf(String key) {
        String source = String.valueOf(config.getConfigValue(Keys.PREFIX + key).getConfigSourceName());
        if (source.startsWith(EnvConfigSource.NAME)) {
            return "environment variable " + Keys.environmentVariable(key);
        } else if (source.equals(SpoorConfigSources.nameOf(SYSTEM_PROPERTIES))) {
            return "system property " + Keys.PREFIX + key;
        } else if (file != null && source.equals(SpoorConfigSources.nameOf(file.name()))) {
            return file.positionOf(key);
        } else if (source.equals(SpoorConfigSources.nameOf(builtIn.name()))) {
            return builtIn.positionOf(key);
        }
        return "environment variable OTEL_EXPORTER_OTLP_"
                + key.substring(key.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    }
}
