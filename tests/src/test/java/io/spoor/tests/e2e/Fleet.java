package io.spoor.tests.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** So many calculator processes of the same kind; where one goes, another takes its place. */
final class Fleet {
    private final Supplier<Launch> launch;
    private final List<App> places = new ArrayList<>();

    /** Starts them, and goes on at once. */
    Fleet(int size, Supplier<Launch> launch) {
        this.launch = launch;
        for (int place = 0; place < size; place++) {
            places.add(launch.get().begin());
        }
    }

    /** Waits until all are registered. */
    Fleet awaitReady() {
        places.forEach(Eventually::ready);
        return this;
    }

    int size() {
        return places.size();
    }

    App get(int place) {
        return places.get(place);
    }

    /** Starts another process in that place, whatever has become of the one before. */
    App replace(int place) {
        App next = launch.get().begin();
        places.set(place, next);
        return next;
    }

    /** A count of all that hold a place now. */
    long sum(ToLongFunction<App> count) {
        return places.stream().mapToLong(count).sum();
    }

    /** Those that hold a place now. */
    List<App> all() {
        return List.copyOf(places);
    }
}
