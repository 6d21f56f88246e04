package io.spoor.tests.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same thing measured several times. */
final class Spread {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        List<Double> sorted = sorted();
        int upper = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(upper) : (sorted.get(upper - 1) + sorted.get(upper)) / 2;
    }

    /** The median, the least and the most. */
    @Override
    public String toString() {
        List<Double> sorted = sorted();
        return String.format(
                Locale.ROOT, "median %.2f, %.2f to %.2f", median(), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }
}
