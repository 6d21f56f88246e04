package io.spoor.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is applied together: the objects, as the API server would have them. */
final class Cluster {
    private final List<Object> objects;

    /**
     * A pod that something makes.
     *
     * @param owner kind and name of what makes it, for messages
     * @param template what it is made from
     */
    record Pods(String owner, PodTemplateSpec template) {
        Map<String, String> labels() {
            return template.getMetadata().getLabels();
        }

        List<Container> containers() {
            return template.getSpec().getContainers();
        }

        /** Its container that runs one of our applications, or null if it is another's pod. */
        @Nullable
        SpoorImage image() {
            return containers().stream()
                    .map(container -> SpoorImage.of(container.getImage()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    private Cluster(List<Object> objects) {
        this.objects = objects;
    }

    /** @throws IllegalArgumentException if the API server would reject one */
    static Cluster of(List<JsonNode> documents) {
        return new Cluster(documents.stream().map(StrictModel::object).toList());
    }

    <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> @Nullable T find(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The pods of all workloads. */
    List<Pods> pods() {
        List<Pods> pods = new ArrayList<>();
        all(Deployment.class).forEach(it -> pods.add(pods(it, it.getSpec().getTemplate())));
        all(StatefulSet.class).forEach(it -> pods.add(pods(it, it.getSpec().getTemplate())));
        all(Job.class).forEach(it -> pods.add(pods(it, it.getSpec().getTemplate())));
        return pods;
    }

    /** The pods of our own applications. */
    Stream<Pods> ourPods() {
        return pods().stream().filter(pods -> pods.image() != null);
    }

    private static Pods pods(HasMetadata owner, PodTemplateSpec template) {
        return new Pods(owner.getKind() + " " + owner.getMetadata().getName(), template);
    }
}
