package io.spoor.tests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.config.Keys;
import io.spoor.protocol.config.Launcher;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Compose file and the Dockerfiles say of an application is what it knows. */
class ComposeTest {
    private static final Path DEPLOY = Checkout.ROOT.resolve("deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\b(SPOOR_[A-Z_]+)\\b");

    /** Names a file; no key. */
    private static final String CONFIG = "SPOOR_CONFIG";

    @ParameterizedTest
    @EnumSource(App.class)
    void shouldSetOnlyVariablesOfKeys(App app) throws IOException {
        Set<String> known = app.keys().all().stream()
                .map(key -> Keys.environmentVariable(key.name()))
                .collect(Collectors.toSet());
        List<String> set = matches(Pattern.compile("(?m)^ +- (SPOOR_[A-Z_]+)"), service(app));

        assertFalse(set.isEmpty());
        for (String variable : set) {
            assertTrue(known.contains(variable), variable);
        }
        for (String dockerfile : dockerfiles(app)) {
            for (String variable : matches(VARIABLE, dockerfile)) {
                assertTrue(variable.equals(CONFIG) || known.contains(variable), variable);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(App.class)
    void shouldRunTheImageOfThisVersion(App app) throws IOException {
        String version = Launcher.version().replace("-SNAPSHOT", "");

        assertEquals(
                List.of("spoor/" + app.appName() + ":${SPOOR_TAG:-" + version + "}"),
                matches(Pattern.compile("image: (\\S+)"), service(app)));
    }

    @ParameterizedTest
    @EnumSource(App.class)
    void shouldMountTheConfigurationWhereTheImageReadsIt(App app) throws IOException {
        String name = app.appName() + ".json";

        assertTrue(service(app).contains("- ../config/" + name + ":/etc/spoor/" + name + ":ro"));
        for (String dockerfile : dockerfiles(app)) {
            assertTrue(dockerfile.contains("COPY config/" + name + " /etc/spoor/" + name + "\n"), dockerfile);
            assertTrue(dockerfile.contains(CONFIG + "=/etc/spoor/" + name), dockerfile);
            assertTrue(dockerfile.contains("\nUSER 10001:10001\n"), dockerfile);
        }
    }

    /** A check costs a start of a JVM: it asks rarely, and loads neither the application nor its configuration. */
    @Test
    void shouldCheckHealthRarelyAndCheaply() throws IOException {
        for (String app : List.of("dispatcher", "calculator")) {
            Path folder = DEPLOY.resolve("images").resolve(app);
            String jvm = Files.readString(folder.resolve("Dockerfile.jvm"));
            assertTrue(jvm.contains("\nHEALTHCHECK --interval=30s "), app);
            assertTrue(
                    jvm.contains(
                            "\"-cp\", \"/spoor/" + app + "/lib/main/*\", \"io.spoor.protocol.config.HealthCheck\"]"),
                    app);
            String built = Files.readString(folder.resolve("Dockerfile.native"));
            assertTrue(built.contains("\nHEALTHCHECK --interval=30s "), app);
        }
    }

    /** The lines of the application's service. */
    private static String service(App app) throws IOException {
        String compose = Files.readString(DEPLOY.resolve("docker-compose.yml"));
        List<String> found = matches(Pattern.compile("(?m)^  " + app.appName() + ":\n((?:    .*\n|\n)+)"), compose);
        assertEquals(1, found.size());
        return found.get(0);
    }

    private static List<String> dockerfiles(App app) throws IOException {
        Path folder = DEPLOY.resolve("images").resolve(app.appName());
        return List.of(
                Files.readString(folder.resolve("Dockerfile.jvm")),
                Files.readString(folder.resolve("Dockerfile.native")));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
