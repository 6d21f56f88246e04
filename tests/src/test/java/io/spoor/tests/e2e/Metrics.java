package io.spoor.tests.e2e;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One scrape, in Prometheus' text format. */
final class Metrics {
    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? ([^ ]+).*$");

    private final List<Sample> samples;

    private record Sample(String name, String labels, double value) {
        /** Our labels hold no commas and no quotes. */
        boolean has(List<String> wanted) {
            return wanted.isEmpty() || List.of(labels.split(",")).containsAll(wanted);
        }
    }

    private Metrics(List<Sample> samples) {
        this.samples = samples;
    }

    static Metrics parse(String text) {
        return new Metrics(text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(m -> new Sample(m.group(1), m.group(2) == null ? "" : m.group(2), Double.parseDouble(m.group(3))))
                .toList());
    }

    /**
     * The sum over all series of that name with these labels, which must be there.
     *
     * @param labels each as {@code status="ok"}
     */
    long sum(String name, String... labels) {
        List<Sample> found = samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.has(List.of(labels)))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no meter " + name + List.of(labels) + " among "
                    + samples.stream().map(Sample::name).distinct().toList());
        }
        return Math.round(found.stream().mapToDouble(Sample::value).sum());
    }
}
