package io.spoor.tests.config;

import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.client.config.ClientConfig;
import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.protocol.config.Keys;
import java.nio.file.Path;
import java.util.List;

/** The applications that have a configuration. */
public enum App {
    DISPATCHER("dispatcher", DispatcherConfig.class),
    CALCULATOR("calculator", CalculatorConfig.class),
    CLIENT("client", ClientConfig.class);

    /** The top of the repository. */
    public static final Path ROOT = Path.of(System.getProperty("spoor.root", ".."));

    private final String appName;
    private final Class<?> mapping;

    App(String appName, Class<?> mapping) {
        this.appName = appName;
        this.mapping = mapping;
    }

    public String appName() {
        return appName;
    }

    Class<?> mapping() {
        return mapping;
    }

    public Keys keys() {
        return Keys.of(mapping);
    }

    public Path file() {
        return ROOT.resolve("config/" + appName + ".json");
    }

    Path schema() {
        return ROOT.resolve("config/" + appName + ".schema.json");
    }

    /** Runs what the package step has built: the jar, or the native executable that a property names. */
    List<String> command() {
        String executable = System.getProperty("spoor.executable." + appName, "");
        return !executable.isEmpty()
                ? List.of(executable)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        ROOT.resolve(appName + "/target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString());
    }

    Path applicationProperties() {
        return ROOT.resolve(appName + "/src/main/resources/application.properties");
    }
}
