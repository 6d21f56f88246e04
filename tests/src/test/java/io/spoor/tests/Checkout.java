package io.spoor.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The checkout that is tested, and what the package step has built in it. */
public final class Checkout {
    /** The top of the repository. */
    public static final Path ROOT = Path.of(System.getProperty("spoor.root", ".."));

    private Checkout() {}

    /** The java of this JVM. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What starts an application. */
    public static Path jar(String module) {
        Path jar = ROOT.resolve(module)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: mvn package makes it");
        }
        return jar;
    }

    /** A native executable to run in place of the jar, where one is named: {@code -Dspoor.executable.calculator=FILE}. */
    public static @Nullable Path executable(String module) {
        String file = System.getProperty("spoor.executable." + module, "");
        return file.isEmpty() ? null : Path.of(file);
    }
}
