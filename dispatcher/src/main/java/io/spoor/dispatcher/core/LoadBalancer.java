package io.spoor.dispatcher.core;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calculator gets the next job: among those with a free slot, the one that waits longest. Kept up to date per
 * function as calculators change, so that a choice is O(1).
 */
final class LoadBalancer {
    private final Map<String, Set<Calculator>> available = new HashMap<>();
    private final Map<String, Set<Calculator>> serving = new HashMap<>();
    private final Map<Calculator, Set<String>> listed = new HashMap<>();
    private final Map<String, Integer> offering = new HashMap<>();

    /** The calculator has changed in any way. Returns the functions for which something may be different now. */
    Set<String> update(Calculator calculator) {
        Set<String> offered = calculator.offered();
        Set<String> before = listed.get(calculator);
        if (before != offered) {
            remove(calculator);
            listed.put(calculator, offered);
            offered.forEach(function -> offering.merge(function, 1, Integer::sum));
        }
        for (String function : offered) {
            put(serving, function, calculator, calculator.isServing());
            put(available, function, calculator, calculator.isAvailable());
        }
        if (before == null || before == offered) {
            return offered;
        }
        Set<String> changed = new LinkedHashSet<>(before);
        changed.addAll(offered);
        return changed;
    }

    /** The calculator is forgotten. */
    void remove(Calculator calculator) {
        Set<String> functions = listed.remove(calculator);
        if (functions != null) {
            for (String function : functions) {
                offering.computeIfPresent(function, (name, count) -> count == 1 ? null : count - 1);
                remove(available, function, calculator);
                remove(serving, function, calculator);
            }
        }
    }

    /** The calculator that waits longest with a free slot, or null. */
    @Nullable
    Calculator first(String function) {
        Set<Calculator> free = available.get(function);
        return free == null ? null : free.iterator().next();
    }

    /** Puts it behind the others that have free slots. */
    void rotate(String function, Calculator calculator) {
        Set<Calculator> free = available.get(function);
        if (free != null && free.remove(calculator)) {
            free.add(calculator);
        }
    }

    /** Those that are alive and offer the function, busy or not; not to be changed. */
    Set<Calculator> serving(String function) {
        Set<Calculator> all = serving.get(function);
        return all == null ? Set.of() : all;
    }

    /** Whether any calculator that is known offers the function, dead ones included. */
    boolean isOffered(String function) {
        return offering.containsKey(function);
    }

    /** Whether anybody is alive and offers anything. */
    boolean isAnyServing() {
        return !serving.isEmpty();
    }

    private static void put(Map<String, Set<Calculator>> sets, String function, Calculator calculator, boolean member) {
        if (member) {
            sets.computeIfAbsent(function, name -> new LinkedHashSet<>()).add(calculator);
        } else {
            remove(sets, function, calculator);
        }
    }

    private static void remove(Map<String, Set<Calculator>> sets, String function, Calculator calculator) {
        Set<Calculator> set = sets.get(function);
        if (set != null && set.remove(calculator) && set.isEmpty()) {
            sets.remove(function);
        }
    }
}
