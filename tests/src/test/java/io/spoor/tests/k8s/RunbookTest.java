package io.spoor.tests.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.spoor.tests.config.App;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what to do, and nothing is described that wakes nobody. */
class RunbookTest {
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (Spoor\\w+)$");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations\\.md#(\\w+)");

    @Test
    void shouldHaveASectionForEachAlertAndNoOther() throws IOException {
        Set<String> alerts = all(ALERT, "deploy/monitoring/prometheus/rules.yml");

        assertFalse(alerts.isEmpty());
        assertEquals(alerts, all(SECTION, "docs/operations.md"));
        assertEquals(
                alerts.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new)),
                all(RUNBOOK, "deploy/monitoring/prometheus/rules.yml"));
    }

    private static Set<String> all(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(App.ROOT.resolve(file)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
