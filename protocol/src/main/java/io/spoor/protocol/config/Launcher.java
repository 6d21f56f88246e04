package io.spoor.protocol.config;

import io.spoor.protocol.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happens in an application's {@code main} before Quarkus boots: the common flags are answered and the configuration is
 * checked, so that a mistake costs a fraction of a second and ends in one line on standard error and exit code 1.
 *
 * <pre>{@code
 * public static void main(String... args) {
 *     Launcher.ofService("dispatcher", DispatcherConfig.class)
 *             .launch(args, rest -> Quarkus.run(DispatcherMain.class, rest));
 * }
 * }</pre>
 */
public final class Launcher {
    private static final String FLAGS = """
              --config FILE    values from this JSON file, above the built-in ones (also: SPOOR_CONFIG=FILE)
              --print-config   print the values in effect, as such a file, and exit
              --help           print this and exit
              --version        print the version and exit
            Each key can also be set by an environment variable, as SPOOR_LOG_LEVEL for log.level,
            or by a system property, as -Dspoor.log.level.""";

    private static final String CHECK_HEALTH = """

            --check-health asks the %s that runs beside it, and exits with 0 if it is ready, with 1 if not.""";

    private static final int FAILED = 1;

    private final String app;
    private final Keys keys;
    private final boolean service;

    private Launcher(String app, Class<?> mapping, boolean service) {
        this.app = app;
        this.keys = Keys.of(mapping);
        this.service = service;
    }

    /**
     * For an application without a command line of its own: it answers {@code --help} and {@code --version}, and any other
     * argument is a mistake.
     *
     * @param app its name: the built-in values are the resource {@code config/<app>.json}
     * @param mapping its mapping interface
     */
    public static Launcher ofService(String app, Class<?> mapping) {
        return new Launcher(app, mapping, true);
    }

    /** For an application that reads the rest of the command line itself, {@code --help} included. */
    public static Launcher ofCommand(String app, Class<?> mapping) {
        return new Launcher(app, mapping, false);
    }

    /** Checks, then boots with the remaining arguments; or answers a flag and returns; or tells the mistake and exits. */
    public void launch(String[] arguments, Consumer<String[]> boot) {
        int code = guard(app, () -> {
            String[] rest = prepare(List.of(arguments), System.getenv(), System.getProperties(), System.out);
            if (rest != null) {
                boot.accept(rest);
            }
            return 0;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Answers a flag, or checks the configuration and leaves the file's name where {@link SpoorConfigSources} finds it.
     *
     * @return arguments to boot with; null if a flag was answered
     * @throws StartupFailure if anything is wrong
     */
    String @Nullable [] prepare(
            List<String> arguments, Map<String, String> environment, Properties properties, PrintStream out) {
        CommonFlags flags = CommonFlags.parse(arguments);
        if (answered(flags.rest(), out)) {
            return null;
        }
        if (flags.config() != null) {
            properties.setProperty(SpoorConfigSources.FILE, flags.config());
        }
        keepNoNames();
        Configuration configuration = Configuration.load(keys, ConfigFile.builtIn(app), environment, properties);
        if (flags.printConfig()) {
            out.println(configuration.toJson());
            return null;
        }
        if (service) {
            String host = configuration.value("management.host");
            int port = Integer.parseInt(configuration.value("management.port"));
            if (flags.checkHealth()) {
                HealthCheck.check(host, port);
                return null;
            }
            checkManagement(host, port);
        } else if (flags.checkHealth()) {
            throw new StartupFailure("--check-health: there is no service to ask");
        }
        return flags.rest().toArray(String[]::new);
    }

    private boolean answered(List<String> rest, PrintStream out) {
        String first = rest.isEmpty() ? "" : rest.get(0);
        boolean help = first.equals("--help") || first.equals("-h");
        if (first.equals("--version") || first.equals("-V")) {
            out.println(app + " " + version());
            return true;
        } else if (service && help) {
            out.println("Usage: " + app + " [--config FILE] [--print-config | --check-health]\n" + FLAGS
                    + CHECK_HEALTH.formatted(app));
            return true;
        } else if (service && !rest.isEmpty()) {
            throw new StartupFailure("unknown argument " + first + " (try --help)");
        }
        return false;
    }

    /**
     * The JDK would answer from memory for 30 s, so that a name could not be asked for more often, whatever {@code resolveMs}
     * says; and for 10 s that there is no such name.
     */
    private static void keepNoNames() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /** Quarkus would tell it in several lines, and after a second. */
    private static void checkManagement(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            throw new StartupFailure("management.host: " + host + " does not resolve");
        } catch (IOException failed) {
            throw new StartupFailure("management: cannot listen on TCP " + new Endpoint(host, port) + ": "
                    + failed.getMessage() + "; management.host and management.port say where");
        }
    }

    /** Where the meters are, for the start line: an address that can be opened, also where every interface is listened on. */
    public static String metricsAt(String host, int port) {
        boolean every = host.equals("0.0.0.0") || host.equals("::");
        return "metrics: http://" + new Endpoint(every ? "127.0.0.1" : host, port) + "/q/metrics";
    }

    /** Says on standard error that the application serves: plainly, or, where the log is for machines, as they expect it. */
    public static void sayStarted(LogConfig log, String app, String line) {
        if (log.json()) {
            Logger.getLogger("io.spoor." + app).info(line);
        } else {
            System.err.println(line);
        }
    }

    /** The version that was built. */
    public static String version() {
        try (InputStream in = Launcher.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Runs what starts an application, and tells every failure in one line: what its user can mend, also as the cause of a
     * failed future, and nothing else; anything else is a bug, and its stack trace follows.
     *
     * @param app name that the line begins with
     * @param body gives the exit code
     * @return the body's exit code, or 1 after a failure
     */
    public static int guard(String app, Callable<Integer> body) {
        try {
            return body.call();
        } catch (Exception | Error thrown) {
            tell(app, thrown);
            return FAILED;
        }
    }

    /**
     * Says on standard error why the application ends: not in the log, which may not be open yet, or not any more.
     *
     * @param failure null: there is nothing to tell
     */
    public static void tell(String app, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(app + ": " + FailureLine.of(failure));
            if (FailureLine.isBug(failure)) {
                failure.printStackTrace();
            }
        }
    }
}
