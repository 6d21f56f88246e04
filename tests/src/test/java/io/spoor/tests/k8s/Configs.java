package io.spoor.tests.k8s;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.spoor.protocol.config.Key;
import io.spoor.protocol.config.Keys;
import io.spoor.protocol.json.FlatJson;
import io.spoor.tests.Checkout;
import io.spoor.tests.config.App;
import io.spoor.tests.k8s.Cluster.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as a pod will have them: of its environment, else of its image, else of {@code config/}. */
final class Configs {
    private static final Pattern DOCKERFILE_VALUE =
            Pattern.compile("(?m)(?:^ENV\\s+|^\\s+)(?<name>[A-Z][A-Z0-9_]*)=\"?(?<value>[^\\s\"]*)\"?");

    private final Map<String, Map<String, FlatJson.Entry>> files = new HashMap<>();

    static Configs read() throws IOException, FlatJson.MalformedException {
        Configs configs = new Configs();
        for (App app : App.values()) {
            configs.files.put(app.appName(), FlatJson.read(Files.readString(app.file())));
        }
        return configs;
    }

    static App app(String name) {
        return App.valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean has(String app, String key) {
        return app(app).keys().find(key) != null;
    }

    /** The key whose environment variable this is, or null. */
    static @Nullable Key keyOf(String app, String variable) {
        return app(app).keys().all().stream()
                .filter(key -> Keys.environmentVariable(key.name()).equals(variable))
                .findFirst()
                .orElse(null);
    }

    /** The value in force in a pod of the application. */
    String value(String app, Pods pods, String key) {
        String variable = Keys.environmentVariable(key);
        for (EnvVar env : pods.containers().get(0).getEnv()) {
            if (env.getName().equals(variable)) {
                return env.getValue();
            }
        }
        String ofImage = imageValue(Objects.requireNonNull(pods.image()), variable);
        return ofImage == null ? value(app, key) : ofImage;
    }

    int number(String app, Pods pods, String key) {
        return Integer.parseInt(value(app, pods, key));
    }

    /** The value of the file. */
    String value(String app, String key) {
        return String.join(
                ",",
                Objects.requireNonNull(Objects.requireNonNull(files.get(app)).get(key))
                        .texts());
    }

    int number(String app, String key) {
        return Integer.parseInt(value(app, key));
    }

    /** What the image's Dockerfile sets, or null. */
    static @Nullable String imageValue(SpoorImage image, String variable) {
        Matcher line = DOCKERFILE_VALUE.matcher(read(image));
        String last = null;
        while (line.find()) {
            last = line.group("name").equals(variable) ? line.group("value") : last;
        }
        return last;
    }

    private static String read(SpoorImage image) {
        try {
            return Files.readString(Checkout.ROOT.resolve(image.dockerfile()));
        } catch (IOException e) {
            return "";
        }
    }
}
