package io.spoor.tests.scaling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How many calculators a HorizontalPodAutoscaler (autoscaling/v2) wants, with one external metric and an averageValue. After the
 * controller of Kubernetes 1.30: replica_calculator.go for the proportion, horizontal.go for stabilisation and policies.
 * Time counts in seconds.
 */
final class Autoscaler {
    /** The controller's default for {@code --horizontal-pod-autoscaler-tolerance}. */
    private static final double TOLERANCE = 0.1;

    private final Settings settings;
    private final Deque<Recommendation> recommendations = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();

    /**
     * How fast it may change.
     *
     * @param pods so many calculators
     * @param percent or so many percent of them, whichever is more
     * @param periodSeconds within such a time
     */
    record Pace(int pods, int percent, int periodSeconds) {}

    /**
     * What the manifest says.
     *
     * @param target so much of the metric for each calculator
     * @param downWindowSeconds the highest recommendation of such a time counts
     */
    record Settings(double target, int min, int max, Pace up, Pace down, int downWindowSeconds) {}

    private record Recommendation(int atSeconds, int replicas) {}

    private record Change(int atSeconds, int difference) {}

    Autoscaler(Settings settings) {
        this.settings = settings;
    }

    /**
     * One round of the controller.
     *
     * @param metric empty: it could not be read, which changes nothing
     * @param present how many there are to be at the moment
     */
    int desired(int nowSeconds, OptionalDouble metric, int present) {
        if (metric.isEmpty()) {
            return present;
        }
        int wanted = proportional(metric.getAsDouble(), present);
        int stable = stabilized(nowSeconds, wanted, present);
        int limited = Math.max(lowest(nowSeconds, present), Math.min(highest(nowSeconds, present), stable));
        int desired = Math.max(settings.min(), Math.min(settings.max(), limited));
        if (desired != present) {
            changes.add(new Change(nowSeconds, desired - present));
        }
        return desired;
    }

    private int proportional(double metric, int present) {
        double ratio = metric / (settings.target() * present);
        return Math.abs(1 - ratio) <= TOLERANCE ? present : (int) Math.ceil(metric / settings.target());
    }

    /** Down no further than anything that was wanted within the window; up at once. */
    private int stabilized(int nowSeconds, int wanted, int present) {
        recommendations.add(new Recommendation(nowSeconds, wanted));
        recommendations.removeIf(it -> it.atSeconds() <= nowSeconds - settings.downWindowSeconds());
        int most = recommendations.stream()
                .mapToInt(Recommendation::replicas)
                .max()
                .orElse(wanted);
        return wanted >= present ? wanted : Math.min(present, most);
    }

    private int highest(int nowSeconds, int present) {
        Pace up = settings.up();
        int atStart = present - changed(nowSeconds, up, 1);
        return Math.max(present, Math.max(atStart + up.pods(), (int) Math.ceil(atStart * (1 + up.percent() / 100.0))));
    }

    private int lowest(int nowSeconds, int present) {
        Pace down = settings.down();
        int atStart = present + changed(nowSeconds, down, -1);
        return Math.min(present, Math.min(atStart - down.pods(), (int) (atStart * (1 - down.percent() / 100.0))));
    }

    /** How many were added (sign 1) or taken away (sign -1) within the pace's period. */
    private int changed(int nowSeconds, Pace pace, int sign) {
        changes.removeIf(it -> it.atSeconds() <= nowSeconds - longestPeriod());
        return changes.stream()
                .filter(it -> it.atSeconds() > nowSeconds - pace.periodSeconds())
                .mapToInt(it -> Math.max(0, sign * it.difference()))
                .sum();
    }

    private int longestPeriod() {
        return IntStream.of(settings.up().periodSeconds(), settings.down().periodSeconds())
                .max()
                .getAsInt();
    }
}
