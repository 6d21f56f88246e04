package io.spoor.protocol.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    private final Launcher service = Launcher.ofService("sample", SampleConfig.class);
    private final Launcher command = Launcher.ofCommand("sample", SampleConfig.class);
    private final Properties properties = new Properties();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldBootWithWhatIsNotItsOwn(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("c.json"), "{}").toString();

        assertArrayEquals(
                new String[] {"submit", "sleep", "--", "--config"},
                prepare(command, "submit", "--config", file, "sleep", "--", "--config"));
        assertEquals(file, properties.getProperty("spoor.config"));
    }

    @Test
    void shouldLetTheNameServerDecideEachTime() {
        prepare(command);

        assertEquals("0", Security.getProperty("networkaddress.cache.ttl"));
        assertEquals("0", Security.getProperty("networkaddress.cache.negative.ttl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config=no.json", "--config no.json"})
    void shouldSayThatTheFileIsMissing(String arguments) {
        assertFails("no.json: no such file", arguments.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --config                | --config: which file?
            --config=               | --config: which file?
            --config --print-config | --config: which file?
            --prot                  | unknown argument --prot (try --help)
            run                     | unknown argument run (try --help)
            """)
    void shouldRefuseAWrongCommandLine(String arguments, String line) {
        assertFails(line, arguments.split(" ", -1));
    }

    @Test
    void shouldPrintTheConfigurationAndNotBoot() {
        assertNull(prepare(service, "--print-config"));
        assertTrue(printed().contains("\n  \"port\": 7070,\n"), printed());
    }

    @Test
    void shouldTellTheMistakeInsteadOfPrintingIt() {
        properties.setProperty("spoor.port", "x");

        assertFails("system property spoor.port: port: \"x\" is not a whole number", "--print-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void shouldHelpForAServiceAndLeaveItToACommand(String flag) {
        assertNull(prepare(service, flag));
        assertTrue(printed().startsWith("Usage: sample "), printed());
        assertArrayEquals(new String[] {flag}, prepare(command, flag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void shouldTellItsVersion(String flag) {
        assertNull(prepare(service, flag));
        assertTrue(printed().matches("sample [0-9]+\\.[0-9]+\\S*\\R"), printed());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            200 OK, null
            503 Service Unavailable, not ready: HTTP/1.0 503 Service Unavailable
            """)
    void shouldAskTheServiceBesideIt(String status, @Nullable String line) throws Exception {
        try (ServerSocket beside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            properties.setProperty("spoor.management.port", Integer.toString(beside.getLocalPort()));
            Future<String> asked = answerOnce(beside, status);

            if (line == null) {
                assertNull(prepare(service, "--check-health"));
            } else {
                assertFails(line, "--check-health");
            }
            assertEquals("GET /q/health/ready HTTP/1.0", asked.get());
        }
    }

    @Test
    void shouldSayThatNoServiceAnswers() throws IOException {
        int free;
        try (ServerSocket closed = new ServerSocket(0)) {
            free = closed.getLocalPort();
        }
        properties.setProperty("spoor.management.port", Integer.toString(free));

        assertFails("no answer from 0.0.0.0:" + free + ": Connection refused", "--check-health");
    }

    @Test
    void shouldNotGuessWhomToAsk() {
        assertFails("--check-health: management.port is 0, any free one: where to ask?", "--check-health");
        assertEquals(
                "--check-health: there is no service to ask",
                assertThrows(StartupFailure.class, () -> prepare(command, "--check-health"))
                        .line());
    }

    private static Future<String> answerOnce(ServerSocket socket, String status) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = socket.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String first = request.readLine();
                client.getOutputStream().write(("HTTP/1.0 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                return String.valueOf(first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void shouldPassTheExitCodeOn() {
        assertEquals(3, Launcher.guard("sample", () -> 3));
    }

    @Test
    void shouldEndWithOneLineWhereTheUserCanMendIt() {
        assertLine("sample: port 7070 is taken", () -> {
            throw new StartupFailure("port 7070 is taken");
        });
        assertLine("sample: cannot resolve the host name nowhere", () -> {
            throw new UnknownHostException("nowhere");
        });
        assertLine("sample: cannot listen: Address already in use", () -> {
            throw new ExecutionException(new BindException("Address already in use"));
        });
        assertLine("sample: cannot listen on UDP 127.0.0.1:1: taken", () -> {
            throw new BindException("cannot listen on UDP 127.0.0.1:1: taken");
        });
        assertLine("sample: cannot resolve the host name \"nowhere\"", () -> {
            throw new UnknownHostException("cannot resolve the host name \"nowhere\"");
        });
    }

    /** Files, sockets and epoll run out alike; what the frameworks make of it differs. */
    @Test
    void shouldSayThatNoDescriptorIsLeftWhereverItWasNoticed() {
        String line =
                "sample: cannot start: no file descriptor is left: raise the limit of open files (ulimit -n) to 1024";
        assertLine(line, () -> {
            throw new IllegalStateException("no loop", new IOException("pipe: Too many open files"));
        });
        assertLine(line, () -> {
            throw new ExceptionInInitializerError(new FileNotFoundException("a.jar (Too many open files)"));
        });
    }

    @Test
    void shouldTellABugInOneLineAndThenWithItsStackTrace() {
        String told = told(() -> {
            throw new IllegalStateException("outside", new NoClassDefFoundError("some/Thing"));
        });

        assertTrue(told.startsWith("sample: cannot start: java.lang.NoClassDefFoundError: some/Thing\n"), told);
        assertTrue(told.contains("at io.spoor.protocol.config.LauncherTest"), told);
    }

    @Test
    void shouldSayNothingOfAnEndWithoutAFailure() {
        assertEquals("", err(() -> Launcher.tell("sample", null)));
    }

    private String @Nullable [] prepare(Launcher launcher, String... arguments) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return launcher.prepare(List.of(arguments), Map.of(), properties, out);
    }

    private void assertFails(String line, String... arguments) {
        assertEquals(
                line,
                assertThrows(StartupFailure.class, () -> prepare(service, arguments))
                        .line());
    }

    private static void assertLine(String line, Callable<Integer> body) {
        assertEquals(line, told(body).strip());
    }

    private static String told(Callable<Integer> body) {
        return err(() -> assertEquals(1, Launcher.guard("sample", body)));
    }

    /** What is written to standard error meanwhile. */
    private static String err(Runnable body) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            body.run();
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
