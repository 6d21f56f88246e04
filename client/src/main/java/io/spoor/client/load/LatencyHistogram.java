package io.spoor.client.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** How the times to the results are spread: how many are in each of the ranges that end at 1, 2, 5, 10, 20, 50, … */
final class LatencyHistogram {
    /** With fewer times, the ranges say no more than the percentiles. */
    private static final int TIMES_MIN = 20;

    private static final long END_MIN_MICROS = 10;
    private static final int BAR_MAX = 40;
    private static final double MICROS_PER_MS = 1_000;
    /** The next end is so many times the one before, in turn: 1, 2, 5, 10. */
    private static final double[] STEPS = {2, 2.5, 2};

    private final List<Range> ranges = new ArrayList<>();
    private final long total;

    /** From the range that holds the shortest time to the one that holds the longest. */
    private record Range(long endMicros, long count) {}

    LatencyHistogram(Histogram micros) {
        total = micros.getTotalCount();
        if (total == 0) {
            return;
        }
        long end = END_MIN_MICROS;
        int step = 0;
        long count = 0;
        for (HistogramIterationValue each : micros.recordedValues()) {
            while (each.getValueIteratedTo() >= end) {
                close(end, count);
                count = 0;
                end = Math.round(end * STEPS[step % STEPS.length]);
                step++;
            }
            count += each.getCountAddedInThisIterationStep();
        }
        close(end, count);
    }

    private void close(long endMicros, long count) {
        if (count > 0 || !ranges.isEmpty()) {
            ranges.add(new Range(endMicros, count));
        }
    }

    /** A line and a bar for each range; none if there are few times. */
    List<String> lines() {
        if (total < TIMES_MIN) {
            return List.of();
        }
        long most = ranges.stream().mapToLong(Range::count).max().orElse(1);
        return ranges.stream().map(range -> line(range, most).stripTrailing()).toList();
    }

    private static String line(Range range, long most) {
        int bar = (int) ((range.count() * BAR_MAX + most - 1) / most);
        return String.format(
                Locale.ROOT, "  below %7s ms %8d  %s", ms(range.endMicros()), range.count(), "#".repeat(bar));
    }

    /** The ends of the ranges in ms, each with its count. */
    String json() {
        return ranges.stream()
                .map(range -> "[" + ms(range.endMicros()) + "," + range.count() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String ms(long micros) {
        return micros % 1_000 == 0 ? Long.toString(micros / 1_000) : Double.toString(micros / MICROS_PER_MS);
    }
}
