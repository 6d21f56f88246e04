package io.spoor.tests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs worth keeping, one in a line as hex digits; {@code #} begins a comment. The fuzzer wants a directory with a file
 * for each: {@code unpack} makes it, {@code pack} goes the other way.
 */
public final class Corpus {
    private Corpus() {}

    /** {@code unpack FILE DIRECTORY} or {@code pack DIRECTORY FILE}. */
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[1]);
        Path to = Path.of(arguments[2]);
        switch (arguments[0]) {
            case "unpack" -> unpack(from, to);
            case "pack" -> pack(from, to);
            default -> throw new IllegalArgumentException(arguments[0]);
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

    private static void unpack(Path file, Path directory) throws IOException {
        Files.createDirectories(directory);
        int number = 0;
        for (byte[] input : read(file)) {
            Files.write(directory.resolve("kept-" + number++), input);
        }
    }

    /** Comments stay at the top; the inputs come in order of length, so that a change of the corpus is a small one. */
    private static void pack(Path directory, Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#"))
                .toList());
        try (Stream<Path> inputs = Files.list(directory)) {
            inputs.map(Corpus::hexOf)
                    .distinct()
                    .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                    .forEach(lines::add);
        }
        Files.write(file, lines);
    }

    private static String hexOf(Path input) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
