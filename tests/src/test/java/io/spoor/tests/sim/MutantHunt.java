package io.spoor.tests.sim;

import org.jspecify.annotations.Nullable;

/** Looks for what a changed core does wrong. Entered by name, from another class loader. */
public final class MutantHunt {
    private static final int CALM_WORLDS_FIRST = 25;
    private static final int CALM_WORLDS = 150;
    private static final int OVERLOAD_EVERY = 10;

    private MutantHunt() {}

    /** The first broken promise that the given number of worlds shows, in a line; null: none. */
    public static @Nullable String firstCatch(int seeds) {
        String caught = wasteIn(CALM_WORLDS_FIRST);
        for (long seed = 1; caught == null && seed <= seeds; seed++) {
            caught = brokenIn(seed);
        }
        return caught == null ? wasteIn(CALM_WORLDS) : caught;
    }

    private static @Nullable String brokenIn(long seed) {
        try {
            new Simulation(seed).run();
            if (seed % OVERLOAD_EVERY == 0) {
                new OverloadWorld(seed, null).run();
            }
            return null;
        } catch (Violation | RuntimeException e) {
            return "seed " + seed + ": " + e;
        }
    }

    private static @Nullable String wasteIn(int worlds) {
        try {
            Economy.check(worlds);
            return null;
        } catch (Violation | RuntimeException e) {
            return "calm worlds: " + e;
        }
    }
}
