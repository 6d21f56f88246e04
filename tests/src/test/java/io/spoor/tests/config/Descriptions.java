package io.spoor.tests.config;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The comments of a mapping interface and its groups, from the sources: byte code has none, and forgets the order of methods.
 * Markdown takes the place of tags.
 */
final class Descriptions {
    private final Map<String, String> ofMethods = new LinkedHashMap<>();
    private final Map<String, String> ofInterfaces = new LinkedHashMap<>();

    private Descriptions() {}

    /** Of the interface and those nested in it, and of the groups that applications share. */
    static Descriptions of(Class<?> mapping) {
        Descriptions all = new Descriptions();
        String module = mapping.getPackageName().replaceFirst("io\\.spoor\\.(\\w+).*", "$1");
        all.read(sourceOf(module, mapping.getName()));
        for (String shared : List.of("SocketConfig", "ManagementConfig", "TelemetryConfig", "LogConfig")) {
            all.read(sourceOf("protocol", "io.spoor.protocol.config." + shared));
        }
        return all;
    }

    private static Path sourceOf(String module, String className) {
        return Checkout.ROOT.resolve(module + "/src/main/java/" + className.replace('.', '/') + ".java");
    }

    /** Methods of an interface, by its simple name, in the order of the source. */
    List<String> methodsOf(String group) {
        return ofMethods.keySet().stream()
                .filter(method -> method.startsWith(group + "."))
                .map(method -> method.substring(group.length() + 1))
                .toList();
    }

    /** The comment of a method; that of the interface which it returns, where it has none. */
    String ofMethod(Class<?> group, String method) {
        String own = ofMethods.get(group.getSimpleName() + "." + method);
        if (own != null && !own.isEmpty()) {
            return own;
        }
        try {
            Class<?> type = group.getMethod(method).getReturnType();
            return Objects.requireNonNull(
                    ofInterfaces.get(type.getSimpleName()), () -> group + "." + method + " says nothing");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private void read(Path source) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(docs).scan(new TreePath(unit), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private String group = "";

        Collector(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            String outer = group;
            group = tree.getSimpleName().toString();
            ofInterfaces.put(group, comment());
            super.visitClass(tree, null);
            group = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            ofMethods.put(group + "." + tree.getName(), comment());
            return null;
        }

        private String comment() {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            return comment == null
                    ? ""
                    : comment.getFullBody().stream()
                            .map(Collector::markdown)
                            .collect(Collectors.joining())
                            .replaceAll("\\s+", " ")
                            .strip();
        }

        private static String markdown(DocTree tree) {
            return tree.getKind() == DocTree.Kind.CODE
                    ? "`" + ((LiteralTree) tree).getBody().getBody() + "`"
                    : tree.toString();
        }
    }
}
