package io.spoor.client.trace;

import io.spoor.client.trace.Track.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job's track as lines of a terminal: when, how long, what, by whom, and how it ended. */
public final class TraceTree {
    /** Narrower than this a line has no room for what it has to say. */
    public static final int WIDTH_MIN = 60;

    private static final double NANOS_PER_MS = 1e6;

    private TraceTree() {}

    /** The track in lines of at most {@code width} columns, which is at least {@link #WIDTH_MIN}. */
    public static List<String> lines(Trace trace, int width) {
        Track track = new Track(trace);
        List<String> lines = new ArrayList<>();
        lines.add(cut("trace " + trace.id() + "  " + track.summary(), width));
        lines.add("   at ms  for ms");
        int nameWidth = track.rows().stream()
                .mapToInt(row -> row.branch().length() + row.name().length())
                .max()
                .orElse(0);
        int byWidth =
                track.rows().stream().mapToInt(row -> row.by().length()).max().orElse(0);
        for (Row row : track.rows()) {
            lines.add(cut(line(track, row, nameWidth, byWidth), width));
        }
        return lines;
    }

    private static String line(Track track, Row row, int nameWidth, int byWidth) {
        ReadSpan.Event event = row.event();
        long atNanos = event == null ? row.span().startNanos() : event.atNanos();
        String length = event == null ? ms(row.span().lengthNanos()) : "";
        return String.format(
                        Locale.ROOT,
                        "%8s%8s  %-" + nameWidth + "s  %-" + Math.max(1, byWidth) + "s  %s",
                        ms(track.offsetNanos(atNanos)),
                        length,
                        row.branch() + row.name(),
                        row.by(),
                        row.what())
                .stripTrailing();
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MS);
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
