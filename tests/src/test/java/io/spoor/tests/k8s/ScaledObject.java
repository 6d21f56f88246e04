package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's ScaledObject (keda.sh/v1alpha1), as far as Spoor uses it: a field that is not here is an unknown one. Described at
 * https://keda.sh/docs/latest/reference/scaledobject-spec.
 */
public record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    /** What is scaled, between which numbers, by what. */
    public record Spec(
            ScaleTargetRef scaleTargetRef,
            int pollingInterval,
            int minReplicaCount,
            int maxReplicaCount,
            @Nullable Fallback fallback,
            @Nullable Advanced advanced,
            List<Trigger> triggers) {}

    /** The Deployment. */
    public record ScaleTargetRef(
            @Nullable String apiVersion, @Nullable String kind, String name) {}

    /** How many there are when there are no figures, and what that is to the present number. */
    public record Fallback(int failureThreshold, int replicas, String behavior) {
        private static final Set<String> BEHAVIORS =
                Set.of("static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower");

        public Fallback {
            checkOneOf(BEHAVIORS, behavior);
        }
    }

    /** What goes into the HorizontalPodAutoscaler that KEDA makes. */
    public record Advanced(HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig) {}

    /** How fast it may change. */
    public record HorizontalPodAutoscalerConfig(@Nullable String name, HorizontalPodAutoscalerBehavior behavior) {}

    /** Where the figure comes from. All metadata are texts. */
    public record Trigger(String type, String metricType, Map<String, String> metadata) {
        private static final Set<String> METRIC_TYPES = Set.of("AverageValue", "Value", "Utilization");

        public Trigger {
            checkOneOf(METRIC_TYPES, metricType);
        }
    }

    private static void checkOneOf(Set<String> words, String word) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException("\"" + word + "\" is none of " + words);
        }
    }
}
