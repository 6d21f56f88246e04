package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.spoor.tests.k8s.Cluster.Pods;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every pod has to say, its own and those of others that come with it. */
final class PodRules {
    private static final String MEMORY = "memory";

    /** What docs/operations.md asks for; the queue and the kept answers must fit it at their default bounds. */
    private static final BigDecimal DISPATCHER_BYTES = BigDecimal.valueOf(512L << 20);

    private static final String CPU = "cpu";
    private static final String MANAGEMENT = "management";

    private PodRules() {}

    static void check(Cluster cluster, Problems problems) {
        for (Pods pods : cluster.pods()) {
            Problems here = problems.in(pods.owner());
            checkLinksAndToken(pods.template().getSpec(), here);
            checkSecurity(pods.template().getSpec(), here);
            for (Container container : pods.containers()) {
                checkSecurity(container, here.in(container.getName()));
                checkResources(container, here.in(container.getName()));
            }
            if (pods.owner().startsWith("Deployment")) {
                checkProbes(pods, here);
            }
        }
    }

    private static void checkLinksAndToken(PodSpec pod, Problems problems) {
        problems.unless(
                Boolean.FALSE.equals(pod.getEnableServiceLinks()),
                "enableServiceLinks must be false: a Service's link may look like a key of the configuration");
        problems.unless(
                Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()),
                "automountServiceAccountToken must be false: nobody here asks the API server");
    }

    /** The Pod Security Standard "restricted". */
    private static void checkSecurity(PodSpec pod, Problems problems) {
        PodSecurityContext context = pod.getSecurityContext();
        if (context == null) {
            problems.add("no securityContext");
            return;
        }
        problems.unless(Boolean.TRUE.equals(context.getRunAsNonRoot()), "runAsNonRoot must be true");
        problems.unless(
                context.getRunAsUser() != null && context.getRunAsUser() > 0, "runAsUser must be a number above 0");
        problems.unless(
                context.getSeccompProfile() != null
                        && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
                "seccompProfile must be RuntimeDefault");
        problems.unless(
                !Boolean.TRUE.equals(pod.getHostNetwork()) && !Boolean.TRUE.equals(pod.getHostPID()),
                "shares something with its node");
    }

    private static void checkSecurity(Container container, Problems problems) {
        SecurityContext context = container.getSecurityContext();
        if (context == null) {
            problems.add("no securityContext");
            return;
        }
        problems.unless(
                Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation must be false");
        problems.unless(
                Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()), "readOnlyRootFilesystem must be true");
        Capabilities capabilities = context.getCapabilities();
        problems.unless(
                capabilities != null
                        && capabilities.getDrop().equals(List.of("ALL"))
                        && capabilities.getAdd().isEmpty(),
                "capabilities: ALL must be dropped, none added");
    }

    private static void checkResources(Container container, Problems problems) {
        ResourceRequirements resources = container.getResources();
        Map<String, Quantity> requests = resources == null ? Map.of() : orEmpty(resources.getRequests());
        Map<String, Quantity> limits = resources == null ? Map.of() : orEmpty(resources.getLimits());
        problems.unless(
                limits.get(MEMORY) != null && limits.get(MEMORY).equals(requests.get(MEMORY)),
                "memory: the limit must be there and equal the request, else the node kills whom it likes");
        SpoorImage image = SpoorImage.of(container.getImage());
        if (image != null && image.app().equals("dispatcher") && limits.get(MEMORY) != null) {
            problems.unless(
                    limits.get(MEMORY).getNumericalAmount().compareTo(DISPATCHER_BYTES) >= 0,
                    "memory: less than the 512Mi that a dispatcher needs for its queue and its answers");
        }
        problems.unless(requests.get(CPU) != null, "cpu: no request");
        Quantity cpu = limits.get(CPU);
        problems.unless(
                cpu == null || cpu.getNumericalAmount().compareTo(BigDecimal.ONE) >= 0,
                "cpu: a limit below 1 stops the event loop in every period");
    }

    private static Map<String, Quantity> orEmpty(@Nullable Map<String, Quantity> quantities) {
        return quantities == null ? Map.of() : quantities;
    }

    private static void checkProbes(Pods pods, Problems problems) {
        Container container = pods.containers().get(0);
        boolean ours = pods.image() != null;
        checkProbe("startupProbe", container.getStartupProbe(), ours ? "/q/health/started" : null, problems);
        checkProbe("livenessProbe", container.getLivenessProbe(), ours ? "/q/health/live" : null, problems);
        checkProbe("readinessProbe", container.getReadinessProbe(), ours ? "/q/health/ready" : null, problems);
    }

    /** Ours ask the management port; liveness asks {@code live}, which depends on no other process. */
    private static void checkProbe(String name, @Nullable Probe probe, @Nullable String path, Problems problems) {
        if (probe == null) {
            problems.add("no " + name);
        } else if (path != null) {
            problems.unless(
                    probe.getHttpGet() != null
                            && path.equals(probe.getHttpGet().getPath())
                            && MANAGEMENT.equals(
                                    Objects.requireNonNull(probe.getHttpGet().getPort())
                                            .getStrVal()),
                    name + " must get " + path + " from the port management");
        }
    }
}
