package io.spoor.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer has found worth keeping stays harmless. New inputs come from {@code deploy/fuzz.sh}. */
class FuzzCorpusTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void shouldStandWhatWasFound(String name, Consumer<byte[]> target) throws IOException {
        Path file = Checkout.ROOT.resolve("tests/src/test/resources/fuzz/" + name + ".txt");
        List<byte[]> inputs = Corpus.read(file);

        assertFalse(inputs.isEmpty());
        for (byte[] input : inputs) {
            try {
                target.accept(input);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(name + ": " + HexFormat.of().formatHex(input), e);
            }
        }
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                target("codec", CodecTarget::fuzzerTestOneInput),
                target("dispatcher", DispatcherTarget::fuzzerTestOneInput),
                target("calculator", CalculatorTarget::fuzzerTestOneInput),
                target("client", ClientTarget::fuzzerTestOneInput));
    }

    private static Arguments target(String name, Consumer<byte[]> target) {
        return arguments(name, target);
    }
}
