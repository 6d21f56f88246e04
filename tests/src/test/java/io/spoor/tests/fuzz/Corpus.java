package io.spoor.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Inputs worth keeping, one in a line as hex digits; {@code #} begins a comment. */
public final class Corpus {
    private Corpus() {}

    /** {@code FILE DIRECTORY}: the fuzzer wants each input in a file of its own. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        Files.createDirectories(directory);
        int number = 0;
        for (byte[] input : read(Path.of(arguments[0]))) {
            Files.write(directory.resolve("kept-" + number++), input);
        }
    }

    /** The inputs of a file. */
    static List<byte[]> read(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                inputs.add(HexFormat.of().parseHex(line));
            }
        }
        return inputs;
    }
}
