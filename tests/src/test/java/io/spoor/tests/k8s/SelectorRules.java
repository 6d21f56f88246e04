package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.spoor.tests.k8s.Cluster.Pods;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A selector that selects nothing is a misspelt one, and nobody says so. */
final class SelectorRules {
    /** A component that policies speak of and that may be left out. */
    private static final Map<String, String> OPTIONAL = Map.of("app.kubernetes.io/name", "jaeger");

    private SelectorRules() {}

    static void check(Cluster cluster, Problems problems) {
        for (Service it : cluster.all(Service.class)) {
            Map<String, String> selector = it.getSpec().getSelector();
            problems.unless(
                    cluster.pods().stream()
                            .anyMatch(pods -> pods.labels().entrySet().containsAll(selector.entrySet())),
                    "Service " + it.getMetadata().getName() + " selects no pod");
        }
        for (PodDisruptionBudget it : cluster.all(PodDisruptionBudget.class)) {
            checkSelects(
                    cluster,
                    it.getSpec().getSelector(),
                    problems.in("PodDisruptionBudget " + it.getMetadata().getName()));
        }
        for (NetworkPolicy it : cluster.all(NetworkPolicy.class)) {
            if (!OPTIONAL.equals(it.getSpec().getPodSelector().getMatchLabels())) {
                checkSelects(
                        cluster,
                        it.getSpec().getPodSelector(),
                        problems.in("NetworkPolicy " + it.getMetadata().getName()));
            }
        }
        for (Deployment it : cluster.all(Deployment.class)) {
            Problems here = problems.in("Deployment " + it.getMetadata().getName());
            Pods own = new Pods("", it.getSpec().getTemplate());
            here.unless(selects(it.getSpec().getSelector(), own), "does not select its own pods");
            for (TopologySpreadConstraint spread :
                    it.getSpec().getTemplate().getSpec().getTopologySpreadConstraints()) {
                here.unless(selects(spread.getLabelSelector(), own), "spreads other pods than its own");
            }
        }
        checkOurs(cluster, problems);
    }

    /** Many calculators are lost at once, where nothing spreads them and nothing bounds a drain. */
    private static void checkOurs(Cluster cluster, Problems problems) {
        for (Deployment it : cluster.all(Deployment.class)) {
            Pods pods = new Pods(
                    "Deployment " + it.getMetadata().getName(), it.getSpec().getTemplate());
            SpoorImage image = pods.image();
            if (image != null) {
                problems.unless(
                        !pods.template()
                                .getSpec()
                                .getTopologySpreadConstraints()
                                .isEmpty(),
                        pods.owner() + ": no topologySpreadConstraints");
                boolean single = Integer.valueOf(1).equals(it.getSpec().getReplicas());
                problems.unless(
                        single
                                || cluster.all(PodDisruptionBudget.class).stream()
                                        .anyMatch(budget ->
                                                selects(budget.getSpec().getSelector(), pods)),
                        pods.owner() + ": no PodDisruptionBudget");
            }
        }
    }

    private static void checkSelects(Cluster cluster, LabelSelector selector, Problems problems) {
        problems.unless(cluster.pods().stream().anyMatch(pods -> selects(selector, pods)), "selects no pod");
    }

    private static boolean selects(@Nullable LabelSelector selector, Pods pods) {
        if (selector == null) {
            return false;
        }
        Map<String, String> labels = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
        return pods.labels().entrySet().containsAll(labels.entrySet())
                && selector.getMatchExpressions().stream().allMatch(it -> matches(it, pods));
    }

    private static boolean matches(LabelSelectorRequirement requirement, Pods pods) {
        String label = pods.labels().get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> label != null && requirement.getValues().contains(label);
            case "Exists" -> label != null;
            default -> throw new IllegalArgumentException("an operator that no rule knows: " + requirement);
        };
    }
}
