package io.spoor.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation must catch each deliberate bug in {@code src/test/resources/mutants}. One that survives shows a hole in the
 * rules of the simulation, or that what it breaks is not needed. Runs in the profile {@code mutants};
 * {@code -Dspoor.mutants} is a pattern of names, where not all are to run.
 */
@Tag("mutants")
class MutantsTest {
    private static final Path PATCHES = Path.of("src/test/resources/mutants");
    private static final String NAMES = System.getProperty("spoor.mutants", ".*");
    private static final int SEEDS = Integer.getInteger("spoor.mutantSeeds", 2_000);

    static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(NAMES + "\\.patch"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void shouldBeCaught(Path patch, @TempDir Path output) throws IOException, ReflectiveOperationException {
        String caught = new Laboratory(Checkout.ROOT, output).examine(Mutant.read(patch), SEEDS);
        System.out.println(patch.getFileName() + " is caught by " + caught);
        assertFalse(caught == null, patch.getFileName() + " survives");
    }
}
