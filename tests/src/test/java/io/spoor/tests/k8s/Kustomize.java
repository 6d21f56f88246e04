package io.spoor.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code kubectl kustomize}, where there is a kubectl: it needs no cluster. */
final class Kustomize {
    private static final int SECONDS_MAX = 60;

    private Kustomize() {}

    /** What an overlay comes to; the test is skipped where nothing can render it. */
    static List<JsonNode> render(Path folder) {
        Assumptions.assumeTrue(isThere(), "SKIPPED rendering of " + folder + ": there is no kubectl");
        return StrictModel.documents(run("kubectl", "kustomize", folder.toString()));
    }

    /** What the base comes to with these components. */
    static List<JsonNode> renderBaseWith(Path scratch, String... components) throws IOException {
        Path k8s = scratch.toRealPath().relativize(Manifests.FOLDER.toRealPath());
        StringBuilder text = new StringBuilder("namespace: spoor\nresources: [" + k8s + "/base]\ncomponents:\n");
        for (String component : components) {
            text.append("  - ")
                    .append(k8s)
                    .append("/components/")
                    .append(component)
                    .append('\n');
        }
        Files.writeString(scratch.resolve("kustomization.yaml"), text);
        return render(scratch);
    }

    private static boolean isThere() {
        try {
            run("kubectl", "version", "--client");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
