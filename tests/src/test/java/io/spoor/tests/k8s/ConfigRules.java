package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.spoor.protocol.config.Key;
import io.spoor.tests.Checkout;
import io.spoor.tests.k8s.Cluster.Pods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What our own pods are told fits what our applications know. */
final class ConfigRules {
    /** How long an application may take to close, after it has drained. */
    private static final int CLOSE_MS = 2_000;

    private static final String PREFIX = "SPOOR_";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");
    private static final Pattern POM_VERSION = Pattern.compile("<version>([0-9.]+)-SNAPSHOT</version>");

    private ConfigRules() {}

    /** Each image is made here, and of this version; or it is the same as in Compose. */
    static void checkImages(Cluster cluster, Problems problems) {
        for (Pods pods : cluster.pods()) {
            Problems here = problems.in(pods.owner());
            for (Container container : pods.containers()) {
                SpoorImage image = SpoorImage.of(container.getImage());
                if (image == null) {
                    here.unless(
                            text("deploy/docker-compose.yml").contains("image: " + container.getImage() + "\n"),
                            container.getImage() + " is not the image of deploy/docker-compose.yml");
                } else {
                    checkImage(image, here);
                }
            }
        }
    }

    static void check(Cluster cluster, Configs configs, Problems problems) {
        cluster.ourPods().forEach(pods -> {
            SpoorImage image = Objects.requireNonNull(pods.image());
            Problems here = problems.in(pods.owner());
            checkEnvironment(image.app(), pods.containers().get(0), here);
            checkConfigMap(cluster, image, pods, here);
            checkGrace(configs, image.app(), pods, here);
        });
    }

    private static void checkImage(SpoorImage image, Problems problems) {
        problems.unless(
                Files.exists(Checkout.ROOT.resolve(image.dockerfile())),
                "no " + image.dockerfile() + " makes this image");
        problems.unless(
                image.version().equals(version()),
                "image " + image.version() + " is not of this version, " + version());
    }

    private static String version() {
        Matcher version = POM_VERSION.matcher(text("pom.xml"));
        return version.find() ? version.group(1) : "none";
    }

    private static String text(String file) {
        try {
            return Files.readString(Checkout.ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkEnvironment(String app, Container container, Problems problems) {
        Set<String> names = new HashSet<>();
        for (EnvVar env : container.getEnv()) {
            checkReferences(env, names, problems);
            problems.unless(names.add(env.getName()), env.getName() + " twice");
            if (env.getName().startsWith(PREFIX)) {
                checkKey(app, env, problems);
            }
        }
        problems.unless(
                valueOf(container, "OTEL_RESOURCE_ATTRIBUTES").contains("k8s.pod.name=$(POD_NAME)"),
                "OTEL_RESOURCE_ATTRIBUTES does not name the pod");
        problems.unless(
                valueOf(container, "SPOOR_TELEMETRY_SERVICEINSTANCE").equals("$(POD_NAME)"),
                "spans do not tell the instances apart");
    }

    private static void checkReferences(EnvVar env, Set<String> before, Problems problems) {
        if (env.getValue() != null) {
            REFERENCE
                    .matcher(env.getValue())
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !before.contains(name))
                    .forEach(name -> problems.add(env.getName() + " refers to " + name + ", which is not above it"));
        }
    }

    private static void checkKey(String app, EnvVar env, Problems problems) {
        Key key = Configs.keyOf(app, env.getName());
        if (key == null) {
            problems.add(env.getName() + " is no key of the " + app);
        } else if (env.getValue() != null && !env.getValue().contains("$(")) {
            String problem = key.problem(env.getValue());
            problems.unless(problem == null, env.getName() + ": " + env.getValue() + " " + problem);
        }
    }

    private static String valueOf(Container container, String name) {
        return container.getEnv().stream()
                .filter(env -> env.getName().equals(name) && env.getValue() != null)
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    /** The image's file is what is mounted: a generated config map, with the text of {@code config/}. */
    private static void checkConfigMap(Cluster cluster, SpoorImage image, Pods pods, Problems problems) {
        String file = image.app() + ".json";
        String inImage = Objects.requireNonNullElse(Configs.imageValue(image, "SPOOR_CONFIG"), "");
        Volume volume = volumeAt(pods, String.valueOf(Path.of(inImage).getParent()));
        if (volume == null || volume.getConfigMap() == null) {
            problems.add("no config map where the image looks for its file, " + inImage);
            return;
        }
        ConfigMap map = cluster.find(ConfigMap.class, volume.getConfigMap().getName());
        problems.unless(
                map != null && text("config/" + file).equals(map.getData().get(file)),
                "config map " + volume.getConfigMap().getName() + " does not hold " + file + " as in config/");
    }

    private static @Nullable Volume volumeAt(Pods pods, String folder) {
        for (VolumeMount mount : pods.containers().get(0).getVolumeMounts()) {
            if (mount.getMountPath().equals(folder)) {
                return pods.template().getSpec().getVolumes().stream()
                        .filter(volume -> volume.getName().equals(mount.getName()))
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }

    /** Nobody is killed while draining, and a calculator drains as long as its longest job may take. */
    private static void checkGrace(Configs configs, String app, Pods pods, Problems problems) {
        long drainMs = configs.number(app, pods, "drainMs");
        Long grace = pods.template().getSpec().getTerminationGracePeriodSeconds();
        long needed = preStopSeconds(pods.containers().get(0)) * 1_000 + drainMs + CLOSE_MS;
        problems.unless(
                grace != null && grace * 1_000 >= needed,
                "terminationGracePeriodSeconds " + grace + " is shorter than the " + needed + " ms that it may take");
        if (app.equals("calculator")) {
            int longest = configs.number("client", "timeoutMs");
            problems.unless(drainMs >= longest, "drains for " + drainMs + " ms, a job may take " + longest);
        }
        if (app.equals("dispatcher")) {
            problems.unless(
                    preStopSeconds(pods.containers().get(0)) > 0,
                    "no preStop.sleep: it stops serving before the Service knows");
        }
    }

    private static long preStopSeconds(Container container) {
        Lifecycle lifecycle = container.getLifecycle();
        return lifecycle == null
                        || lifecycle.getPreStop() == null
                        || lifecycle.getPreStop().getSleep() == null
                ? 0
                : lifecycle.getPreStop().getSleep().getSeconds();
    }
}
