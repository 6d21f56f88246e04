package io.spoor.tests.k8s;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of our images, in whatever registry.
 *
 * @param app the application in it
 * @param tag its version, with {@code -native} at the end if it is an executable
 */
record SpoorImage(String app, String tag) {
    private static final Pattern NAME = Pattern.compile("(?:.*/)?spoor/(?<app>[a-z]+):(?<tag>[A-Za-z0-9._-]+)");
    private static final String NATIVE = "-native";

    /** Null, if it is an image of others. */
    static @Nullable SpoorImage of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new SpoorImage(matcher.group("app"), matcher.group("tag")) : null;
    }

    boolean isNative() {
        return tag.endsWith(NATIVE);
    }

    /** The tag without the variant. */
    String version() {
        return isNative() ? tag.substring(0, tag.length() - NATIVE.length()) : tag;
    }

    /** What it is built from, below the top of the repository. */
    Path dockerfile() {
        return Path.of("deploy/images", app, isNative() ? "Dockerfile.native" : "Dockerfile.jvm");
    }
}
