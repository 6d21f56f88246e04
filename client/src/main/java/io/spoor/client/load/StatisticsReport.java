package io.spoor.client.load;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Statistics in words and numbers: one line while it goes on, a table or one JSON object at the end. */
public final class StatisticsReport {
    private static final double MICROS_PER_MS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MS = 1e6;
    /** More calculators, or dispatchers, than this are shown as a number and the ends of the range. */
    private static final int NAMED_MAX = 12;

    private final Statistics statistics;
    private final Histogram latency;

    public StatisticsReport(Statistics statistics) {
        this.statistics = statistics;
        this.latency = statistics.latencyMicros();
    }

    /** How it goes, in one line. */
    public String line() {
        String counts = format(
                "%.0f s: sent %d, open %d, OK %d, failed %d, unanswered %d, wrong %d",
                statistics.elapsedNanos() / NANOS_PER_SECOND,
                statistics.sent(),
                statistics.open(),
                statistics.ok(),
                statistics.failed(),
                statistics.unanswered(),
                statistics.wrong());
        return latency.getTotalCount() == 0
                ? counts
                : counts + format(", p50 %.1f ms, p99 %.1f ms", percentile(50), percentile(99));
    }

    /** What a person wants to know at the end. {@code traceOf}: where a job can be looked at. */
    public List<String> table(Function<JobId, String> traceOf) {
        List<String> lines = new ArrayList<>();
        addCounts(lines);
        addOnTheWay(lines);
        lines.add(latencyLine());
        lines.addAll(new LatencyHistogram(latency).lines());
        lines.add(resultsLine("by", "calculator", statistics.calculators()));
        if (statistics.dispatchers().size() > 1) {
            lines.add(resultsLine("from", "dispatcher", statistics.dispatchers())
                    + format("; %s changed the dispatcher", several(statistics.moved(), "job")));
        }
        for (Statistics.Slow slow : statistics.slowest()) {
            lines.add(format(
                    "slowest     %8.1f ms  %s", slow.latencyNanos() / NANOS_PER_MS, traceOf.apply(slow.jobId())));
        }
        for (Statistics.Failure failure : statistics.failures()) {
            lines.add("not OK      " + failure.what() + "  " + traceOf.apply(failure.jobId()));
        }
        return lines;
    }

    private void addCounts(List<String> lines) {
        double seconds = statistics.elapsedNanos() / NANOS_PER_SECOND;
        lines.add(format("sent        %8d   in %.1f s", statistics.sent(), seconds));
        lines.add(format("OK          %8d   %.1f a second", statistics.ok(), perSecond(statistics.ok())));
        lines.add(
                format("failed      %8d   %s", statistics.failed(), byStatus()).stripTrailing());
        lines.add(format("unanswered  %8d", statistics.unanswered() + statistics.open()));
        lines.add(format("wrong       %8d", statistics.wrong()));
    }

    private void addOnTheWay(List<String> lines) {
        lines.add(format(
                "on the way: %s, %s, %s with several attempts, %s lost by a dispatcher",
                several(statistics.resends(), "resend"),
                several(statistics.refusals(), "refusal"),
                several(statistics.retried(), "job"),
                several(statistics.lost(), "job")));
        lines.add(format(
                "            %s (%d different), %s",
                several(statistics.duplicates(), "duplicate answer"),
                statistics.different(),
                several(statistics.late(), "late answer")));
    }

    private static String several(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String latencyLine() {
        if (latency.getTotalCount() == 0) {
            return "time to OK: no job ended OK";
        }
        return format(
                "time to OK, ms: min %.1f  mean %.1f  p50 %.1f  p95 %.1f  p99 %.1f  p99.9 %.1f  max %.1f",
                latency.getMinValue() / MICROS_PER_MS,
                latency.getMean() / MICROS_PER_MS,
                percentile(50),
                percentile(95),
                percentile(99),
                percentile(99.9),
                latency.getMaxValue() / MICROS_PER_MS);
    }

    private static String resultsLine(String how, String whose, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return format("results %s no %s", how, whose);
        } else if (counts.size() <= NAMED_MAX) {
            String each = counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            return format("results %s %s: %s", how, several(counts.size(), whose), each);
        }
        long fewest = counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return format("results %s %s, %d to %d each", how, several(counts.size(), whose), fewest, most);
    }

    /** The same as one JSON object on one line. */
    public String json() {
        return format(
                "{\"sent\":%d,\"ok\":%d,\"failed\":%d,\"failedByStatus\":%s,\"unanswered\":%d,\"wrong\":%d,"
                        + "\"retried\":%d,\"resends\":%d,\"refusals\":%d,\"lost\":%d,\"moved\":%d,\"duplicates\":%d,\"different\":%d,"
                        + "\"late\":%d,\"endedTwice\":%d,\"seconds\":%.3f,\"okPerSecond\":%.1f,\"latencyMs\":%s,\"calculators\":%s,\"dispatchers\":%s}",
                statistics.sent(),
                statistics.ok(),
                statistics.failed(),
                jsonCounts(statistics.failedByStatus()),
                statistics.unanswered() + statistics.open(),
                statistics.wrong(),
                statistics.retried(),
                statistics.resends(),
                statistics.refusals(),
                statistics.lost(),
                statistics.moved(),
                statistics.duplicates(),
                statistics.different(),
                statistics.late(),
                statistics.endedTwice(),
                statistics.elapsedNanos() / NANOS_PER_SECOND,
                perSecond(statistics.ok()),
                latencyJson(),
                jsonCounts(statistics.calculators()),
                jsonCounts(statistics.dispatchers()));
    }

    private String latencyJson() {
        if (latency.getTotalCount() == 0) {
            return "null";
        }
        return format(
                "{\"min\":%.3f,\"mean\":%.3f,\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f,\"p99.9\":%.3f,\"max\":%.3f,"
                        + "\"histogram\":%s}",
                latency.getMinValue() / MICROS_PER_MS,
                latency.getMean() / MICROS_PER_MS,
                percentile(50),
                percentile(95),
                percentile(99),
                percentile(99.9),
                latency.getMaxValue() / MICROS_PER_MS,
                new LatencyHistogram(latency).json());
    }

    /** Keys are names of the protocol, which need no escapes in JSON. */
    private static String jsonCounts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String byStatus() {
        Map<Status, Long> failed = statistics.failedByStatus();
        return failed.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private double percentile(double percent) {
        return latency.getValueAtPercentile(percent) / MICROS_PER_MS;
    }

    private double perSecond(long count) {
        long nanos = statistics.elapsedNanos();
        return nanos == 0 ? 0 : count * NANOS_PER_SECOND / nanos;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
