package io.spoor.tests.mutants;

import com.fasterxml.jackson.core.JsonFactory;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.client.core.ClientCore;
import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.protocol.Message;
import io.spoor.tests.scenario.ScenarioHunt;
import io.spoor.tests.sim.MutantHunt;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a mutant, and lets the simulation loose on it in a class loader of its own: drawn worlds first, and then the
 * golden scenarios, which time what is only an optimisation.
 */
final class Laboratory {
    private static final String OURS = "io.spoor.";

    private final Path root;
    private final Path output;

    /**
     * A laboratory for one mutant.
     *
     * @param root of the repository
     * @param output an empty folder for the changed classes
     */
    Laboratory(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    /** What gives the mutant away; null: nothing does. */
    @Nullable
    String examine(Mutant mutant, int seeds) throws IOException, ReflectiveOperationException {
        compile(mutant);
        try (URLClassLoader loader = new OursFirst(urls())) {
            Class<?> worlds = loader.loadClass(MutantHunt.class.getName());
            String caught = (String) worlds.getMethod("firstCatch", int.class).invoke(null, seeds);
            if (caught == null) {
                Class<?> scenarios = loader.loadClass(ScenarioHunt.class.getName());
                caught = (String) scenarios.getMethod("firstCatch").invoke(null);
            }
            return caught;
        } catch (InvocationTargetException e) {
            return "fails: " + e.getCause();
        }
    }

    private void compile(Mutant mutant) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve(mutant.source()));
        JavaFileObject source = new Source(mutant.source(), mutant.applyTo(lines));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", output.toString(), "-cp", classPath(), "-proc:none", "-nowarn");
            boolean compiled = compiler.getTask(complaints, files, null, options, null, List.of(source))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(mutant.name() + " does not compile: " + complaints);
            }
        }
    }

    private static String classPath() {
        return places().stream()
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(output.toUri().toURL());
        urls.addAll(places());
        return urls.toArray(new URL[0]);
    }

    /** Where the classes are that a core, or the simulation, is made of. */
    private static List<URL> places() {
        List<URL> places = new ArrayList<>();
        for (Class<?> type : List.of(
                Message.class,
                ClientCore.class,
                DispatcherCore.class,
                CalculatorCore.class,
                MutantHunt.class,
                JsonFactory.class,
                NullMarked.class)) {
            places.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        return places;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Loads our classes itself, the changed ones first, and leaves all others to its parent. */
    private static final class OursFirst extends URLClassLoader {
        OursFirst(URL[] urls) {
            super(urls, Laboratory.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
