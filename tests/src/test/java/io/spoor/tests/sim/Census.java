package io.spoor.tests.sim;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the objects that a core holds on to, by class, by walking through its fields: what a leak consists of, whoever
 * forgot it. Looks into Spoor's own classes and into collections.
 */
final class Census {
    private static final String OURS = "io.spoor.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private Census() {}

    /** How many objects of each class can be reached; a class is named as in its package, {@code Outer$Inner}. */
    static Map<String, Integer> of(Object root) {
        Census census = new Census();
        census.add(root);
        while (!census.waiting.isEmpty()) {
            census.visit(census.waiting.remove());
        }
        return census.counts;
    }

    private void add(@Nullable Object object) {
        if (object != null && !(object instanceof Enum) && seen.add(object)) {
            waiting.add(object);
        }
    }

    private void visit(Object object) {
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Iterable<?> iterable && !isOurs(object.getClass())) {
            iterable.forEach(this::add);
        } else if (object instanceof Object[]) {
            for (int i = 0; i < Array.getLength(object); i++) {
                add(Array.get(object, i));
            }
        } else if (isOurs(object.getClass())) {
            counts.merge(nameOf(object.getClass()), 1, Integer::sum);
            visitFields(object, object.getClass());
        }
    }

    private void visitFields(Object object, @Nullable Class<?> type) {
        if (type == null || !isOurs(type)) {
            return;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                try {
                    add(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        visitFields(object, type.getSuperclass());
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS) && !type.getName().startsWith(OURS + "tests.");
    }

    private static String nameOf(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1);
    }
}
