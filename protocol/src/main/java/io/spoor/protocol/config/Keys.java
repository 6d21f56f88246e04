package io.spoor.protocol.config;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All keys of an application, read from its mapping interface: a method is a key, or a group if it returns an interface. */
public final class Keys {
    /** What keys are called to SmallRye: {@code run.count} is {@code spoor.run.count}, and {@code SPOOR_RUN_COUNT}. */
    public static final String PREFIX = "spoor.";

    private final SortedMap<String, Key> keys = new TreeMap<>();
    private final SortedSet<String> groups = new TreeSet<>();

    private Keys() {}

    /**
     * The keys of a mapping interface.
     *
     * @throws IllegalArgumentException if a method returns what no key can be
     */
    public static Keys of(Class<?> mapping) {
        Keys all = new Keys();
        all.addGroup("", mapping);
        return all;
    }

    /** The environment variable that sets the key. */
    public static String environmentVariable(String key) {
        return (PREFIX + key).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** In alphabetical order. */
    public Collection<Key> all() {
        return keys.values();
    }

    public @Nullable Key find(String name) {
        return keys.get(name);
    }

    boolean isGroup(String name) {
        return groups.contains(name);
    }

    /** What may have been meant by a name that is no key: a clause to end a sentence with, or nothing. */
    String suggestion(String misspelt) {
        return nearest(misspelt, Math.max(2, misspelt.length() / 3))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** The key or group that has a name very like this one, which is none. */
    Optional<String> nearMiss(String name) {
        return nearest(name, Math.max(1, Math.min(2, name.length() / 5)));
    }

    private Optional<String> nearest(String name, int distanceMax) {
        record Candidate(String name, int distance) {}
        return Stream.concat(keys.keySet().stream(), groups.stream())
                .map(key -> new Candidate(key, distance(key, name)))
                .filter(candidate -> candidate.distance <= distanceMax)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }

    private void addGroup(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            String name = prefix + method.getName();
            if (method.getReturnType().isInterface() && method.getReturnType() != List.class) {
                groups.add(name);
                addGroup(name + ".", method.getReturnType());
            } else {
                keys.put(name, key(name, method));
            }
        }
    }

    private static Key key(String name, Method method) {
        Text text = method.getAnnotation(Text.class);
        return new Key(
                name,
                typeOf(method),
                method.getReturnType() == Optional.class,
                method.getAnnotation(Range.class),
                text == null ? null : text.value(),
                method.getAnnotation(AtLeast.class),
                method.getAnnotation(Above.class));
    }

    private static Key.Type typeOf(Method method) {
        Class<?> type = method.getReturnType();
        if (type == int.class || type == long.class) {
            return Key.Type.WHOLE;
        } else if (type == double.class) {
            return Key.Type.DECIMAL;
        } else if (type == boolean.class) {
            return Key.Type.FLAG;
        } else if (type == String.class || type == Optional.class) {
            return Key.Type.TEXT;
        } else if (type == List.class) {
            return Key.Type.TEXTS;
        }
        throw new IllegalArgumentException("no key can be a " + method);
    }

    /** Single characters to insert, delete, replace, or swap with their neighbour; case does not count. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
