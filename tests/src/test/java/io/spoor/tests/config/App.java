package io.spoor.tests.config;

import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.client.config.ClientConfig;
import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.protocol.config.Keys;
import io.spoor.tests.Checkout;
import java.nio.file.Path;
import java.util.List;

/** The applications that have a configuration. */
public enum App {
    DISPATCHER("dispatcher", DispatcherConfig.class),
    CALCULATOR("calculator", CalculatorConfig.class),
    CLIENT("client", ClientConfig.class);

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
        return Checkout.ROOT.resolve("config/" + appName + ".json");
    }

    Path schema() {
        return Checkout.ROOT.resolve("config/" + appName + ".schema.json");
    }

    /** Runs what the package step has built: the jar, or the native executable that a property names. */
    List<String> command() {
        Path executable = Checkout.executable(appName);
        return executable == null
                ? List.of(
                        Checkout.java().toString(),
                        "-jar",
                        Checkout.jar(appName).toString())
                : List.of(executable.toString());
    }

    Path applicationProperties() {
        return Checkout.ROOT.resolve(appName + "/src/main/resources/application.properties");
    }
}
