package io.spoor.tests.e2e;

import io.spoor.tests.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of {@code docs/metrics.md}. */
public final class MetricsPage {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A meter as it is described.
     *
     * @param section the heading above, of the second level
     * @param name Prometheus' name
     * @param type {@code counter}, {@code gauge}, {@code timer}, or {@code timer, histogram}
     * @param labels names of its labels
     */
    public record Row(String section, String name, String type, String unit, Set<String> labels) {
        boolean isHistogram() {
            return type.contains("histogram");
        }

        /** What {@code # TYPE} says. */
        String prometheusType() {
            return isHistogram() ? "histogram" : type.startsWith("timer") ? "summary" : type;
        }

        /** All names under which there are series. */
        public List<String> series() {
            if (!type.startsWith("timer")) {
                return List.of(name);
            }
            List<String> series = new ArrayList<>(List.of(name + "_count", name + "_sum", name + "_max"));
            if (isHistogram()) {
                series.add(name + "_bucket");
            }
            return series;
        }
    }

    private MetricsPage(String text) {
        this.text = text;
    }

    /** The page of this checkout. */
    public static MetricsPage read() {
        try {
            MetricsPage page = new MetricsPage(Files.readString(Checkout.ROOT.resolve("docs/metrics.md")));
            page.parse();
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All meters. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The meters of an application: those of its own, and those that both have. */
    List<Row> rowsOf(String heading) {
        return rows.stream()
                .filter(row ->
                        row.section().equals(heading) || row.section().endsWith(", in dispatcher and calculator"))
                .toList();
    }

    /** Whether the page names the word as code: a label's value. */
    boolean names(String word) {
        return text.contains("`" + word + "`");
    }

    private void parse() {
        String section = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            }
            Row row = row(section, line);
            if (row != null) {
                rows.add(row);
            }
        }
    }

    private static @Nullable Row row(String section, String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length < 6 || !cells[1].strip().startsWith("`spoor_")) {
            return null;
        }
        return new Row(
                section, cells[1].strip().replace("`", ""), cells[2].strip(), cells[3].strip(), labels(cells[4]));
    }

    /** Of {@code `direction` = `in`, `out`; `type` = the name on the wire} the first word of each part. */
    private static Set<String> labels(String cell) {
        return List.of(cell.split(";")).stream()
                .map(CODE::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
