package io.spoor.tests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that follows from other files. {@code -Dspoor.rewrite=true} writes it anew: review the diff. */
public final class Committed {
    private static final boolean REWRITE = Boolean.getBoolean("spoor.rewrite");

    private Committed() {}

    /** Fails unless the file holds this text. */
    public static void assertUpToDate(Path file, String text) throws IOException {
        if (REWRITE) {
            Files.writeString(file, text);
        }
        assertEquals(
                text,
                Files.exists(file) ? Files.readString(file) : "",
                () -> file + " is out of date: run the test with -Dspoor.rewrite=true");
    }
}
