package io.spoor.tests.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Everything that we hold a set of manifests to. */
final class Rules {
    private Rules() {}

    /** What is wrong with what is applied together; empty if nothing is. */
    static List<String> check(List<JsonNode> documents, Configs configs) {
        Cluster cluster;
        try {
            cluster = Cluster.of(documents);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        Problems problems = Problems.none();
        ConfigRules.checkImages(cluster, problems);
        if (!problems.all().isEmpty()) {
            return problems.all(); // nothing is known of what is in them
        }
        PodRules.check(cluster, problems);
        PortRules.check(cluster, configs, problems);
        ConfigRules.check(cluster, configs, problems);
        SelectorRules.check(cluster, problems);
        ScalingRules.check(cluster, configs, problems);
        return problems.all();
    }
}
