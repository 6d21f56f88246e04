package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Java program in the README, compiled and run as the README says, against a real dispatcher and calculator. */
class ReadmeJavaIT {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^    java -cp '([^']*)' (\\w+\\.java)$", Pattern.MULTILINE);
    private static final String ADDRESS = "127.0.0.1:7070";

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void shouldPrintWhatTheReadmeSays() throws IOException {
        String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
        String program = found(PROGRAM, readme).group(1);
        Matcher command = found(COMMAND, readme);
        assertTrue(program.contains(ADDRESS), program);
        App dispatcher = processes.dispatcher().start();
        Eventually.ready(processes.calculator(dispatcher.address()).start());
        Path source = folder.resolve(command.group(2));
        Files.writeString(source, program.replace(ADDRESS, dispatcher.address()));

        App java = processes.start(
                "README",
                new ProcessBuilder(Checkout.java().toString(), "-cp", command.group(1), source.toString())
                        .directory(Checkout.ROOT.toFile()));

        assertEquals(0, java.awaitExit(), java::story);
        assertEquals(List.of("OK 144"), java.out().awaitEnd(), java::story);
        assertTrue(readme.contains("It prints `OK 144`."));
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern::pattern);
        return matcher;
    }
}
