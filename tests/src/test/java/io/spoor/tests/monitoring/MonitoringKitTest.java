package io.spoor.tests.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spoor.tests.Checkout;
import io.spoor.tests.e2e.MetricsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dashboards and rules name only what there is, and everything that there is is shown. Whether their expressions give
 * anything is asked of a real Prometheus by {@code deploy/test-monitoring.sh}.
 */
class MonitoringKitTest {
    private static final Path KIT = Checkout.ROOT.resolve("deploy/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bspoor_\\w+");
    private static final Pattern RECORDED = Pattern.compile("\\bspoor:[\\w:]+");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: '(.+)'$");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RECORD = Pattern.compile("(?m)^ +- record: (\\S+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldNameOnlyMetersThatThePageLists() throws IOException {
        Set<String> listed = series();
        Set<String> unknown = found(METRIC, expressions());
        assertFalse(unknown.isEmpty());
        unknown.removeAll(listed);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldNameOnlyWhatTheRulesRecord() throws IOException {
        Set<String> unknown = found(RECORDED, expressions());
        assertFalse(unknown.isEmpty());
        unknown.removeAll(found(RECORD, List.of(rules())));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldShowEveryMeterSomewhere() throws IOException {
        Set<String> shown = found(METRIC, expressions());
        List<String> hidden = MetricsPage.read().rows().stream()
                .filter(row -> row.series().stream().noneMatch(shown::contains))
                .map(MetricsPage.Row::name)
                .toList();
        assertEquals(List.of(), hidden);
    }

    @Test
    void shouldHaveAParagraphAndBothCasesForEveryAlert() throws IOException {
        String operations = Files.readString(Checkout.ROOT.resolve("docs/operations.md"));
        String cases = Files.readString(KIT.resolve("prometheus/rules.test.yml"));
        Set<String> alerts = found(ALERT, List.of(rules()));
        assertTrue(alerts.size() > 10);
        for (String alert : alerts) {
            String anchor = alert.toLowerCase(Locale.ROOT);
            String link = "runbook_url: '{{ $externalLabels.spoor_docs }}/operations.md#" + anchor + "'\n";
            assertTrue(rules().contains(link), alert);
            assertTrue(operations.contains("\n### " + alert + "\n\n"), alert);
            assertTrue(cases.contains("- name: " + alert + " fires\n"), alert);
            assertTrue(cases.contains("- name: " + alert + " is quiet\n"), alert);
        }
        Set<String> described = found(Pattern.compile("(?m)^### (Spoor\\w+)$"), List.of(operations));
        assertEquals(alerts, described);
    }

    /** Else the links of the alerts begin nowhere. */
    @Test
    void shouldSayInEveryPrometheusWhereTheRunbookIs() throws IOException {
        for (String file : List.of(
                "deploy/monitoring/prometheus/prometheus.yml",
                "deploy/monitoring/prometheus/kubernetes.yml",
                "k8s/components/monitoring/prometheus.yml")) {
            String config = Files.readString(Checkout.ROOT.resolve(file));
            assertTrue(config.contains("  external_labels:\n    spoor_docs: https://"), file);
        }
    }

    @Test
    void shouldBuildDashboardsThatGrafanaCanTellApart() throws IOException {
        Set<String> uids = new TreeSet<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            assertTrue(uids.add(dashboard.path("uid").asText()), file::toString);
            assertEquals(file.getFileName().toString(), dashboard.path("uid").asText() + ".json");
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertTrue(ids.add(panel.path("id").asInt()), panel::toString);
                assertFalse(panel.path("title").asText().isEmpty(), panel::toString);
                assertTrue(panel.path("gridPos").path("x").asInt()
                                + panel.path("gridPos").path("w").asInt()
                        <= 24);
            }
        }
        assertEquals(3, uids.size());
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (Path file : dashboards()) {
            JSON.readTree(file.toFile()).findValuesAsText("expr").forEach(expressions::add);
        }
        Matcher matcher = EXPRESSION.matcher(rules());
        while (matcher.find()) {
            expressions.add(matcher.group(1));
        }
        return expressions;
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(KIT.resolve("grafana/dashboards"))) {
            return files.sorted().toList();
        }
    }

    private static String rules() throws IOException {
        return Files.readString(KIT.resolve("prometheus/rules.yml"));
    }

    private static Set<String> series() {
        return MetricsPage.read().rows().stream()
                .flatMap(row -> row.series().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the expression's group, or all of it, matches anywhere. */
    private static Set<String> found(Pattern pattern, List<String> texts) {
        Set<String> found = new TreeSet<>();
        for (String text : texts) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group(matcher.groupCount()));
            }
        }
        return found;
    }
}
