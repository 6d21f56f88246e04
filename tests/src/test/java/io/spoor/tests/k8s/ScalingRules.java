package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Autoscalers ask for what is measured, and nothing works against them. */
final class ScalingRules {
    private static final Pattern METRIC = Pattern.compile("spoor_\\w+");

    private ScalingRules() {}

    static void check(Cluster cluster, Configs configs, Problems problems) {
        for (ScaledObject it : cluster.all(ScaledObject.class)) {
            Problems here = problems.in("ScaledObject " + it.metadata().getName());
            checkTarget(cluster, it.spec().scaleTargetRef().name(), it.spec().maxReplicaCount(), configs, here);
            it.spec().triggers().forEach(trigger -> checkTrigger(trigger, here));
            here.unless(it.spec().fallback() != null, "no fallback for a time without figures");
        }
        for (HorizontalPodAutoscaler it : cluster.all(HorizontalPodAutoscaler.class)) {
            Problems here =
                    problems.in("HorizontalPodAutoscaler " + it.getMetadata().getName());
            checkTarget(
                    cluster,
                    it.getSpec().getScaleTargetRef().getName(),
                    it.getSpec().getMaxReplicas(),
                    configs,
                    here);
            it.getSpec().getMetrics().forEach(metric -> checkMetric(metric, here));
        }
    }

    private static void checkTarget(Cluster cluster, String name, int max, Configs configs, Problems problems) {
        Deployment target = cluster.find(Deployment.class, name);
        if (target == null) {
            problems.add("scales " + name + ", which is not there");
            return;
        }
        problems.unless(
                target.getSpec().getReplicas() == null,
                "Deployment " + name + " has replicas: each apply would take back what the autoscaler did");
        problems.unless(
                max <= configs.number("dispatcher", "calculatorsMax"),
                "more calculators than a dispatcher remembers (calculatorsMax)");
    }

    private static void checkTrigger(ScaledObject.Trigger trigger, Problems problems) {
        problems.unless(
                "false".equals(trigger.metadata().get("ignoreNullValues")),
                "ignoreNullValues must be \"false\": without figures nobody knows that there is no demand");
        problems.unless(
                trigger.metricType().equals("AverageValue"),
                "metricType must be AverageValue: a dispatcher that has just started knows no slots to divide by");
        checkQuery(trigger.metadata().get("query"), problems);
    }

    private static void checkMetric(MetricSpec metric, Problems problems) {
        Quantity target = metric.getExternal() == null
                ? null
                : metric.getExternal().getTarget().getAverageValue();
        problems.unless(target != null, "must divide an external metric by an averageValue");
    }

    private static void checkQuery(@Nullable String query, Problems problems) {
        Matcher metric = METRIC.matcher(Objects.requireNonNullElse(query, ""));
        problems.unless(metric.find(), "asks for nothing of ours");
        metric.reset();
        while (metric.find()) {
            problems.unless(metricsPage().contains("| `" + metric.group() + "` |"), metric.group() + " is no metric");
        }
    }

    private static String metricsPage() {
        try {
            return Files.readString(Checkout.ROOT.resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
