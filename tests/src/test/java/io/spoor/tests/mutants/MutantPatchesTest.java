package io.spoor.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mutants are tried in a profile of their own; that their patches still fit the source is seen by every build. */
class MutantPatchesTest {
    @ParameterizedTest
    @MethodSource("io.spoor.tests.mutants.MutantsTest#patches")
    void shouldFitTheSource(Path patch) throws IOException {
        Mutant mutant = Mutant.read(patch);
        List<String> lines = Files.readAllLines(Checkout.ROOT.resolve(mutant.source()));

        assertNotEquals(String.join("\n", lines) + "\n", mutant.applyTo(lines));
    }
}
