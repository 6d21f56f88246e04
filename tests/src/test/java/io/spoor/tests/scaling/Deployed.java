package io.spoor.tests.scaling;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.spoor.tests.k8s.Manifests;
import io.spoor.tests.k8s.ScaledObject;
import java.util.Objects;

/** The settings that stand in {@code k8s/components}. */
final class Deployed {
    private Deployed() {}

    static Autoscaler.Settings keda() {
        ScaledObject.Spec spec = Manifests.scaledObject().spec();
        return settings(
                Double.parseDouble(spec.triggers().get(0).metadata().get("threshold")),
                spec.minReplicaCount(),
                spec.maxReplicaCount(),
                Objects.requireNonNull(spec.advanced())
                        .horizontalPodAutoscalerConfig()
                        .behavior());
    }

    static Autoscaler.Settings hpa() {
        HorizontalPodAutoscaler hpa = Manifests.horizontalPodAutoscaler();
        return settings(
                hpa.getSpec()
                        .getMetrics()
                        .get(0)
                        .getExternal()
                        .getTarget()
                        .getAverageValue()
                        .getNumericalAmount()
                        .doubleValue(),
                hpa.getSpec().getMinReplicas(),
                hpa.getSpec().getMaxReplicas(),
                hpa.getSpec().getBehavior());
    }

    static ScalingRun.Without withoutFigures() {
        ScaledObject.Spec spec = Manifests.scaledObject().spec();
        boolean isZero = !"false".equals(spec.triggers().get(0).metadata().get("ignoreNullValues"));
        ScaledObject.Fallback fallback = Objects.requireNonNull(spec.fallback());
        return new ScalingRun.Without(isZero, fallback.failureThreshold(), fallback.replicas());
    }

    private static Autoscaler.Settings settings(
            double target, int min, int max, HorizontalPodAutoscalerBehavior behavior) {
        return new Autoscaler.Settings(
                target,
                min,
                max,
                pace(behavior.getScaleUp()),
                pace(behavior.getScaleDown()),
                behavior.getScaleDown().getStabilizationWindowSeconds());
    }

    private static Autoscaler.Pace pace(HPAScalingRules rules) {
        return new Autoscaler.Pace(
                policy(rules, "Pods").getValue(),
                policy(rules, "Percent").getValue(),
                policy(rules, "Pods").getPeriodSeconds());
    }

    private static HPAScalingPolicy policy(HPAScalingRules rules, String type) {
        return rules.getPolicies().stream()
                .filter(policy -> policy.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
