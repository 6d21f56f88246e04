package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import io.spoor.tests.mutants.Mutant;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A packaged application with a deliberate bug in it: the jar of its own classes is changed, all else is the real one. */
final class BrokenBuild {
    private static final List<String> LIBRARIES = List.of("app", "lib/main", "lib/boot");

    private BrokenBuild() {}

    /** What to start instead of the module's {@code quarkus-run.jar}. */
    static Path of(String module, Path patch, Path folder) throws IOException {
        Path built = Checkout.jar(module).normalize().getParent();
        if (built == null) {
            throw new IllegalStateException("no folder of " + module);
        }
        Path app = Files.createDirectories(folder.resolve("quarkus-app"));
        for (String same : List.of("lib", "quarkus")) {
            Files.createSymbolicLink(app.resolve(same), built.resolve(same));
        }
        Files.createDirectories(app.resolve("app"));
        for (Path jar : jars(built.resolve("app"))) {
            Files.copy(jar, app.resolve("app").resolve(nameOf(jar)));
        }
        Path run = Files.copy(Checkout.jar(module), app.resolve("quarkus-run.jar"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(Mutant.read(patch), built, classes);
        replace(classes, jars(app.resolve("app")).get(0));
        return run;
    }

    private static void compile(Mutant mutant, Path built, Path classes) throws IOException {
        List<String> libraries = new ArrayList<>();
        for (String folder : LIBRARIES) {
            jars(built.resolve(folder)).forEach(jar -> libraries.add(jar.toString()));
        }
        String text = mutant.applyTo(Files.readAllLines(Checkout.ROOT.resolve(mutant.source())));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-cp", String.join(":", libraries), "-proc:none", "-nowarn");
            if (!compiler.getTask(complaints, files, null, options, null, List.of(new Source(mutant.source(), text)))
                    .call()) {
                throw new IllegalStateException(mutant.name() + " does not compile: " + complaints);
            }
        }
    }

    private static void replace(Path classes, Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = zip.getPath(classes.relativize(file).toString());
                if (!Files.exists(place)) {
                    throw new IllegalStateException(place + " is not in " + jar);
                }
                Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> nameOf(file).endsWith(".jar")).sorted().collect(Collectors.toList());
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
