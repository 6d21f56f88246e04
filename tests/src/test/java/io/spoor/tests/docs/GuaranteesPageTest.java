package io.spoor.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md} names what shows each promise: all of it is there. */
class GuaranteesPageTest {
    private static final List<String> MODULES = List.of("protocol", "client", "dispatcher", "calculator", "tests");
    private static final Path SCENARIOS = Checkout.ROOT.resolve("tests/src/test/resources/scenarios");

    /** A class, or a class and a method: a lower-case letter tells it from a status. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");

    private static final Pattern SCENARIO_LIST = Pattern.compile("scenarios? (\\*[a-z-]+\\*(?:, \\*[a-z-]+\\*)*)");
    private static final Pattern SCENARIO = Pattern.compile("\\*([a-z-]+)\\*");
    private static final Pattern RUN = Pattern.compile("deploy/guarantees\\.sh ([a-z-]+)");

    /** The text of each source file with tests, by the name of its class. */
    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    SOURCES.merge(
                            String.valueOf(file.getFileName()).replace(".java", ""),
                            Files.readString(file),
                            String::concat);
                }
            }
        }
    }

    @Test
    void shouldNameTestsThatThereAre() throws IOException {
        List<String> missing = new ArrayList<>();
        List<MatchResult> named = all(TEST, page());
        for (MatchResult test : named) {
            String source = SOURCES.getOrDefault(test.group(1), "");
            boolean isThere = test.group(2) == null
                    ? !source.isEmpty()
                    : Pattern.compile("\\bvoid " + test.group(2) + "\\(")
                            .matcher(source)
                            .find();
            if (!isThere) {
                missing.add(test.group());
            }
        }
        assertFalse(named.isEmpty());
        assertEquals(List.of(), missing);
    }

    @Test
    void shouldNameScenariosThatThereAre() throws IOException {
        List<String> named = all(SCENARIO_LIST, page()).stream()
                .flatMap(list -> all(SCENARIO, list.group(1)).stream())
                .map(name -> name.group(1))
                .toList();
        assertFalse(named.isEmpty());
        assertEquals(
                List.of(),
                named.stream()
                        .filter(name -> !Files.exists(SCENARIOS.resolve(name + ".txt")))
                        .toList());
    }

    @Test
    void shouldNameRunsThatTheScriptKnows() throws IOException {
        String script = Files.readString(Checkout.ROOT.resolve("deploy/guarantees.sh"));
        List<String> named = all(RUN, page()).stream().map(run -> run.group(1)).toList();
        assertFalse(named.isEmpty());
        assertEquals(
                List.of(),
                named.stream()
                        .filter(run -> !script.contains("\n  " + run + " "))
                        .toList());
    }

    private static String page() throws IOException {
        return Files.readString(Checkout.ROOT.resolve("docs/guarantees.md"));
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
