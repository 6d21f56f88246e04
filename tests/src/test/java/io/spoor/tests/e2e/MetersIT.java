package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.MessageType;
import io.spoor.tests.e2e.MetricsPage.Row;
import io.spoor.tests.e2e.OtlpReceiver.Received;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What processes that have worked show at {@code /q/metrics}: as the page says, and as their traces say. */
class MetersIT {
    /** A function that nobody offers: like all names from the network it must not be a label. */
    private static final String STRANGE = "function-from-afar";

    private static final int JOBS = 400;

    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final OtlpReceiver COLLECTOR = new OtlpReceiver();
    private static App dispatcher;
    private static App calculator;

    /** Far more in flight than slots, so that most jobs wait; and some that do not wait at all. */
    @BeforeAll
    static void work() {
        dispatcher = traced(PROCESSES.dispatcher().set("notFoundAfterMs", 100)).start();
        calculator = traced(PROCESSES.calculator(dispatcher.address()).set("slots", 4))
                .start();
        Eventually.ready(calculator);
        load("--outstanding", "2", "--count", "100", "--ms", "5").assertAllAnswered(100);
        load("--outstanding", "60", "--count", "300", "--ms", "10").assertAllAnswered(300);
        traced(PROCESSES.client(dispatcher.address(), "submit", STRANGE, "{}"))
                .begin()
                .awaitExit();
        Eventually.is(
                "all spans",
                () -> spans("calculate").size() == JOBS && spans("dispatch").size() == JOBS + 1);
    }

    @AfterAll
    static void close() {
        COLLECTOR.close();
    }

    @Test
    void shouldShowWhatThePageOfMetersListsAndNothingElse() {
        MetricsPage page = MetricsPage.read();
        assertAsListed(page, page.rowsOf("Dispatcher"), scrape(dispatcher));
        assertAsListed(page, page.rowsOf("Calculator"), scrape(calculator));
    }

    @Test
    void shouldUseNoNameFromTheNetworkAsALabel() {
        for (App app : List.of(dispatcher, calculator)) {
            String ours = app.management()
                    .scrape()
                    .lines()
                    .filter(line -> line.startsWith("spoor_"))
                    .collect(Collectors.joining("\n"));
            assertFalse(ours.isEmpty());
            for (String name : List.of(STRANGE, "client-", "calculator-", "127.0.0.1")) {
                assertFalse(ours.contains(name), () -> name + " in\n" + ours);
            }
        }
    }

    @Test
    void shouldLinkBucketsToTracesThatTheCollectorHas() {
        Exposition ofDispatcher = Exposition.parse(dispatcher.management().openMetrics());
        Exposition ofCalculator = Exposition.parse(calculator.management().openMetrics());
        Set<String> traces = COLLECTOR.spans().stream().map(Received::trace).collect(Collectors.toSet());

        assertLinked(ofDispatcher, "spoor_queue_wait_seconds", traces);
        assertLinked(ofDispatcher, "spoor_job_duration_seconds", traces);
        assertLinked(ofCalculator, "spoor_calculator_attempt_duration_seconds", traces);
    }

    /** Once by each: the histogram's bucket in which the 99th per cent lies, and the spans' own durations. */
    @Test
    void shouldShowTheSameQueueWaitAsTheTraces() {
        List<Double> bounds = scrape(dispatcher).bounds("spoor_queue_wait_seconds");
        Metrics metrics = dispatcher.metrics();
        assertEquals(JOBS, metrics.sum("spoor_queue_wait_seconds_count"));
        List<Received> waits = endedByAnAttempt(spans("queue"));
        assertEquals(JOBS, waits.size());

        for (double quantile : new double[] {0.1, 0.5, 0.9, 0.99}) {
            int byMetrics = bucket(metrics, bounds, Math.ceil(quantile * JOBS));
            int bySpans = bucket(waits, bounds, (int) Math.ceil(quantile * JOBS));
            System.out.printf(
                    "queue wait, quantile %.2f: metrics le %s s, traces le %s s%n",
                    quantile, bounds.get(byMetrics), bounds.get(bySpans));
            assertTrue(Math.abs(byMetrics - bySpans) <= 1, "quantile " + quantile);
        }
    }

    private static void assertAsListed(MetricsPage page, List<Row> rows, Exposition shown) {
        Map<String, String> listed = new HashMap<>();
        for (Row row : rows) {
            listed.put(row.name(), row.prometheusType());
            if (row.type().startsWith("timer")) {
                listed.put(row.name() + "_max", "gauge");
            }
        }
        assertEquals(
                new TreeSet<>(listed.entrySet().stream().map(Object::toString).toList()),
                new TreeSet<>(
                        shown.types().entrySet().stream().map(Object::toString).toList()));
        for (Row row : rows) {
            assertUnit(row);
            assertFalse(shown.help(row.name()).isBlank(), row.name());
            for (String series : row.series()) {
                assertTrue(shown.has(series), series);
                assertLabels(page, row, series, shown.labels(series));
            }
            if (row.isHistogram()) {
                int buckets = shown.bounds(row.name()).size();
                assertTrue(buckets >= 12 && buckets <= 14, row.name() + " has " + buckets);
            }
        }
    }

    /** Prometheus' names end with the unit where it is one of its base units. */
    private static void assertUnit(Row row) {
        String name = row.name().replaceAll("_total$", "");
        for (String unit : List.of("seconds", "bytes")) {
            assertEquals(row.unit().equals(unit), name.endsWith("_" + unit), row::toString);
        }
        assertFalse(row.unit().isEmpty(), row::toString);
    }

    private static void assertLabels(MetricsPage page, Row row, String series, Map<String, Set<String>> labels) {
        Set<String> expected = new TreeSet<>(row.labels());
        if (series.endsWith("_bucket")) {
            expected.add("le");
        }
        assertEquals(expected, labels.keySet(), series);
        labels.forEach((label, values) -> {
            for (String value : values) {
                assertTrue(
                        label.equals("le") || isWireName(value) || page.names(value),
                        series + "{" + label + "=" + value + "} is on no page");
            }
        });
    }

    private static boolean isWireName(String value) {
        return Stream.of(MessageType.values()).anyMatch(type -> type.wireName().equals(value));
    }

    private static void assertLinked(Exposition shown, String histogram, Set<String> traces) {
        Set<String> linked = shown.exemplars(histogram + "_bucket");
        assertFalse(linked.isEmpty(), () -> histogram + " has no exemplars");
        assertTrue(traces.containsAll(linked), () -> histogram + " names " + linked);
    }

    /** A job that ends without an attempt has a queue span, too, and no place in the histogram. */
    private static List<Received> endedByAnAttempt(List<Received> queues) {
        Set<String> attempted = spans("attempt").stream().map(Received::trace).collect(Collectors.toSet());
        return queues.stream().filter(span -> attempted.contains(span.trace())).toList();
    }

    private static int bucket(Metrics metrics, List<Double> bounds, double rank) {
        for (int i = 0; i < bounds.size() - 1; i++) {
            if (metrics.sum("spoor_queue_wait_seconds_bucket", "le=\"" + bounds.get(i) + "\"") >= rank) {
                return i;
            }
        }
        return bounds.size() - 1;
    }

    private static int bucket(List<Received> spans, List<Double> bounds, int rank) {
        double seconds = spans.stream()
                        .mapToLong(Received::nanos)
                        .sorted()
                        .skip(rank - 1L)
                        .findFirst()
                        .orElseThrow()
                / 1e9;
        int bucket = 0;
        while (bounds.get(bucket) < seconds) {
            bucket++;
        }
        return bucket;
    }

    private static Exposition scrape(App app) {
        return Exposition.parse(app.management().scrape());
    }

    private static List<Received> spans(String name) {
        return COLLECTOR.spans().stream()
                .filter(span -> span.name().equals(name))
                .toList();
    }

    private static Statistics load(String... arguments) {
        return traced(PROCESSES.load(dispatcher.address(), arguments)).run();
    }

    private static Launch traced(Launch launch) {
        return launch.set("telemetry.endpoint", COLLECTOR.endpoint()).set("telemetry.protocol", "http/protobuf");
    }
}
