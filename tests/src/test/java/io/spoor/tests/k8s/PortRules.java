package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.spoor.tests.k8s.Cluster.Pods;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ports are those of the configuration, and none leaves its protocol to a default, which is TCP. */
final class PortRules {
    private static final String SPOOR = "spoor";

    private PortRules() {}

    static void check(Cluster cluster, Configs configs, Problems problems) {
        for (Pods pods : cluster.pods()) {
            for (Container container : pods.containers()) {
                for (ContainerPort port : container.getPorts()) {
                    checkProtocol(port.getProtocol(), problems.in(pods.owner() + ": port " + port.getName()));
                }
            }
        }
        for (Service service : cluster.all(Service.class)) {
            for (ServicePort port : service.getSpec().getPorts()) {
                Problems here = problems.in("Service " + service.getMetadata().getName() + ": port " + port.getName());
                checkProtocol(port.getProtocol(), here);
                checkTarget(cluster, service, port, here);
            }
        }
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            policyPorts(policy)
                    .forEach(port -> checkProtocol(
                            port.getProtocol(),
                            problems.in("NetworkPolicy " + policy.getMetadata().getName())));
        }
        cluster.ourPods().forEach(pods -> checkOurs(cluster, pods, configs, problems.in(pods.owner())));
    }

    private static void checkProtocol(@Nullable String protocol, Problems problems) {
        problems.unless(protocol != null, "no protocol");
    }

    private static Stream<NetworkPolicyPort> policyPorts(NetworkPolicy policy) {
        return Stream.concat(
                policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream()),
                policy.getSpec().getEgress().stream().flatMap(rule -> rule.getPorts().stream()));
    }

    /** A Service's port leads to a port of its pods, by name and with the same protocol. */
    private static void checkTarget(Cluster cluster, Service service, ServicePort port, Problems problems) {
        IntOrString target = port.getTargetPort();
        if (target == null || target.getStrVal() == null) {
            problems.add("targetPort must be the name of a port");
            return;
        }
        Map<String, String> selector = service.getSpec().getSelector();
        for (Pods pods : cluster.pods()) {
            if (pods.labels().entrySet().containsAll(selector.entrySet())) {
                ContainerPort found = portOf(pods, target.getStrVal());
                problems.unless(
                        found != null && Objects.equals(found.getProtocol(), port.getProtocol()),
                        pods.owner() + " has no port " + target.getStrVal() + "/" + port.getProtocol());
            }
        }
    }

    private static void checkOurs(Cluster cluster, Pods pods, Configs configs, Problems problems) {
        String app = Objects.requireNonNull(pods.image()).app();
        ContainerPort udp = portOf(pods, SPOOR);
        int configured = configs.number(app, pods, "port");
        problems.unless(
                configured == 0 ? udp == null : udp != null && udp.getContainerPort() == configured,
                "containerPort " + SPOOR + " is not the configured one, " + configured);
        if (configs.has(app, "management.port")) {
            ContainerPort management = portOf(pods, "management");
            problems.unless(
                    management != null && management.getContainerPort() == configs.number(app, pods, "management.port"),
                    "containerPort management is not the configured one");
        }
        if (configs.has(app, "dispatchers")) {
            checkDispatchers(cluster, configs.value(app, pods, "dispatchers"), problems.in("dispatchers"));
        }
    }

    /** Each {@code host:port} is a Service here, with that port, in front of dispatchers. */
    private static void checkDispatchers(Cluster cluster, String value, Problems problems) {
        for (String address : value.split(",", -1)) {
            String host = address.substring(0, address.lastIndexOf(':'));
            String port = address.substring(address.lastIndexOf(':') + 1);
            Service service = cluster.find(Service.class, host);
            problems.unless(
                    service != null
                            && service.getSpec().getPorts().stream()
                                    .anyMatch(it -> "UDP".equals(it.getProtocol())
                                            && port.equals(String.valueOf(it.getPort()))),
                    address + " is no Service with such a UDP port");
        }
    }

    private static @Nullable ContainerPort portOf(Pods pods, String name) {
        return pods.containers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> name.equals(port.getName()))
                .findFirst()
                .orElse(null);
    }
}
