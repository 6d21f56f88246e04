package io.spoor.tests.e2e;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape says of its own shape: types, help, series, labels, exemplars. */
final class Exposition {
    private static final Pattern META = Pattern.compile("^# (TYPE|HELP) (\\S+) ?(.*)$");
    private static final Pattern SERIES = Pattern.compile("^(\\w+)(?:\\{(.*?)\\})? (\\S+)(?: # \\{(.*?)\\} .*)?$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, String> help = new HashMap<>();
    private final Map<String, Map<String, Set<String>>> labels = new TreeMap<>();
    private final Map<String, Set<String>> exemplars = new HashMap<>();

    private Exposition() {}

    static Exposition parse(String text) {
        Exposition exposition = new Exposition();
        text.lines().forEach(exposition::read);
        return exposition;
    }

    /** Families of ours and their types; a timer's {@code _max} is a family of its own. */
    Map<String, String> types() {
        return types;
    }

    String help(String family) {
        return help.getOrDefault(family, "");
    }

    /** The labels of a series' name, and the values that each has. */
    Map<String, Set<String>> labels(String series) {
        return labels.getOrDefault(series, Map.of());
    }

    /** Whether there is a series of that name. */
    boolean has(String series) {
        return labels.containsKey(series);
    }

    /** The trace ids that this series' exemplars name. */
    Set<String> exemplars(String series) {
        return exemplars.getOrDefault(series, Set.of());
    }

    /** The upper bounds of a histogram's buckets, in seconds, in order; the last is infinite. */
    List<Double> bounds(String histogram) {
        return labels(histogram + "_bucket").getOrDefault("le", Set.of()).stream()
                .map(le -> le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le))
                .sorted()
                .toList();
    }

    private void read(String line) {
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            if (meta.group(2).startsWith("spoor_")) {
                (meta.group(1).equals("TYPE") ? types : help).put(meta.group(2), meta.group(3));
            }
            return;
        }
        Matcher series = SERIES.matcher(line);
        if (series.matches() && series.group(1).startsWith("spoor_")) {
            String name = series.group(1);
            Map<String, Set<String>> values = labels.computeIfAbsent(name, key -> new TreeMap<>());
            if (series.group(2) != null) {
                pairs(series.group(2))
                        .forEach((label, value) -> values.computeIfAbsent(label, key -> new TreeSet<>())
                                .add(value));
            }
            if (series.group(4) != null) {
                exemplars
                        .computeIfAbsent(name, key -> new HashSet<>())
                        .add(pairs(series.group(4)).getOrDefault("trace_id", ""));
            }
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            pairs.put(matcher.group(1), matcher.group(2));
        }
        return pairs;
    }
}
