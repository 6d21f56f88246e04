package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts processes, and sees to it that none outlives its test: registered with {@code @RegisterExtension} it ends after each
 * test those that were started in it, after the last those of {@code @BeforeAll}, and all where the test's JVM is stopped.
 * After a failed test it prints what they said.
 */
final class Processes implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private final List<App> apps = new ArrayList<>();
    private int sharedByTests;

    /** A dispatcher on a port of the kernel's choice. */
    Launch dispatcher() {
        return new Launch(this, "dispatcher").set("host", "127.0.0.1").set("port", 0);
    }

    /** A calculator of the given dispatcher, or of several with commas between; short calculations unless the job says otherwise. */
    Launch calculator(String dispatcher) {
        return new Launch(this, "calculator")
                .set("dispatchers", dispatcher)
                .set("sleep.minMs", 0)
                .set("sleep.maxMs", 20);
    }

    /** A client's command for the given dispatcher, or for several with commas between. */
    Launch client(String dispatcher, String... arguments) {
        return new Launch(this, "client").set("dispatchers", dispatcher).arguments(arguments);
    }

    /** A client's load, with statistics for machines. */
    Launch load(String dispatcher, String... arguments) {
        return client(dispatcher, "load", "--json").arguments(arguments);
    }

    /** A main class of these tests as a process of its own. */
    App start(Class<?> main, String... arguments) {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command =
                new ArrayList<>(List.of(Checkout.java().toString(), "-Xmx64m", "-cp", tests, main.getName()));
        command.addAll(List.of(arguments));
        return start(main.getSimpleName(), new ProcessBuilder(command));
    }

    App start(String name, ProcessBuilder builder) {
        Process process = Launch.start(builder);
        STARTED.add(process);
        App app = new App(name, process);
        apps.add(app);
        return app;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sharedByTests = apps.size();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            apps.forEach(app -> System.err.println(app.story()));
        }
        destroy(apps.subList(sharedByTests, apps.size()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        destroy(apps);
    }

    private static void destroy(List<App> some) {
        some.forEach(App::destroy);
        some.clear();
    }

    /** A TCP port that nobody has now: only where the kernel cannot choose it when the process starts. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
