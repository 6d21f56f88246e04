package io.spoor.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code k8s/} as they are written: before kustomize has put them together. */
public final class Manifests {
    static final Path FOLDER = Checkout.ROOT.resolve("k8s");

    private Manifests() {}

    /** Files that hold objects of the API: not those that tell kustomize or others what to do. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file -> read(file).contains("apiVersion:"))
                    .sorted()
                    .toList();
        }
    }

    /** The autoscaler of components/keda. */
    public static ScaledObject scaledObject() {
        return (ScaledObject) StrictModel.object(
                documents(FOLDER.resolve("components/keda/scaledobject.yaml")).get(0));
    }

    /** The same without KEDA, of components/hpa. */
    public static HorizontalPodAutoscaler horizontalPodAutoscaler() {
        return (HorizontalPodAutoscaler) StrictModel.object(
                documents(FOLDER.resolve("components/hpa/hpa.yaml")).get(0));
    }

    static List<JsonNode> documents(Path file) {
        return StrictModel.documents(read(file));
    }

    /** The base with the components that stand by themselves, and the config maps that kustomize would make. */
    static List<JsonNode> base() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Path file : files()) {
            String path = FOLDER.relativize(file).toString();
            if (path.startsWith("base/") || path.startsWith("components/client/")) {
                documents.addAll(documents(file));
            }
        }
        JsonNode kustomization =
                documents(Checkout.ROOT.resolve("config/kustomization.yaml")).get(0);
        kustomization.get("configMapGenerator").forEach(map -> documents.add(configMap(map)));
        return documents;
    }

    private static JsonNode configMap(JsonNode generator) {
        ObjectNode map =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").set("name", generator.get("name"));
        ObjectNode data = map.putObject("data");
        generator
                .get("files")
                .forEach(file -> data.put(file.asText(), read(Checkout.ROOT.resolve("config/" + file.asText()))));
        return map;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
