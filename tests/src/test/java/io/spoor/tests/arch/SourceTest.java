package io.spoor.tests.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be seen in the sources only. */
class SourceTest {
    /** A file that outgrows about 300 lines wants a part taken out; this is where it is no longer a matter of taste. */
    private static final int LINES_MAX = 450;

    private static final List<String> MODULES = List.of("protocol", "client", "dispatcher", "calculator", "tests");

    @Test
    void shouldKeepFilesSmall() throws IOException {
        List<String> large = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            if (lines > LINES_MAX) {
                large.add(file.getFileName() + ": " + lines + " lines");
            }
        }
        assertEquals(List.of(), large);
    }

    @Test
    void shouldLeaveNothingToDoLater() throws IOException {
        List<String> later = new ArrayList<>();
        for (Path file : sources()) {
            if (Files.readString(file).contains("TO" + "DO")) {
                later.add(file.getFileName().toString());
            }
        }
        assertEquals(List.of(), later);
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }
}
