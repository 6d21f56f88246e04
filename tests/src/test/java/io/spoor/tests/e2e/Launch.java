package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an application is to be started. Values override the built-in ones of {@code config/*.json}. */
final class Launch {
    /** Many processes on few cores: quick to start and small rather than fast. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx96m", "-XX:-UsePerfData", "-Xshare:auto");

    private final Processes processes;
    private final String module;
    private final Map<String, Object> values = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(JVM);
    private @Nullable Path build;

    Launch(Processes processes, String module) {
        this.processes = processes;
        this.module = module;
    }

    /** Sets a key of the configuration, such as {@code sleep.maxMs}. */
    Launch set(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Adds arguments of the command line. */
    Launch arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Starts it by way of another command, which must become it, as {@code env} and {@code nice} do. */
    Launch by(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** Adds options of the JVM; the last one of a kind counts. */
    Launch jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** Starts this jar, whatever build of the module there is. */
    Launch from(Path jar) {
        build = jar;
        return this;
    }

    /** Starts the process and goes on at once. */
    App begin() {
        List<String> command = new ArrayList<>(before);
        Path executable = build == null ? Checkout.executable(module) : null;
        if (executable == null) {
            command.add(Checkout.java().toString());
            command.addAll(jvm);
        } else {
            command.add(executable.toString());
            jvm.stream().filter(option -> option.startsWith("-Xmx")).forEach(command::add);
        }
        values.forEach((key, value) -> command.add("-Dspoor." + key + "=" + value));
        if (executable == null) {
            command.add("-jar");
            command.add((build == null ? Checkout.jar(module) : build).toString());
        }
        command.addAll(arguments);
        return processes.start(module, new ProcessBuilder(command));
    }

    /** Starts the process of a service and waits until it serves. */
    App start() {
        return begin().awaitStart();
    }

    /** Starts the command of a client, waits for its end, and reads the statistics that it prints. */
    Statistics run() {
        return Statistics.of(begin());
    }

    /** Without what the user of this machine has set: only the test's own values count. */
    static Process start(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("SPOOR_") || name.startsWith("OTEL_"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
