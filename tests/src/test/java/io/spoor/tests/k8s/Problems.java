package io.spoor.tests.k8s;

import java.util.ArrayList;
import java.util.List;

/** What rules find, each with the place where it is. */
final class Problems {
    private final String place;
    private final List<String> found;

    private Problems(String place, List<String> found) {
        this.place = place;
        this.found = found;
    }

    static Problems none() {
        return new Problems("", new ArrayList<>());
    }

    /** The same list, for something inside of this place. */
    Problems in(String inner) {
        return new Problems(place + inner + ": ", found);
    }

    void add(String problem) {
        found.add(place + problem);
    }

    void unless(boolean fine, String problem) {
        if (!fine) {
            add(problem);
        }
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
