package io.spoor.tests.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every script and compares its transcript with the one in the file. {@code -Dspoor.rewrite} writes the files anew:
 * look at the difference before you commit it.
 */
class ScenarioTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/scenarios");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldGoAsWritten(Path script) throws IOException {
        String written = Files.readString(script);
        String played = Scenario.play(written);
        if (System.getProperty("spoor.rewrite") != null) {
            Files.writeString(script, played);
        } else {
            assertEquals(written, played);
        }
    }
}
