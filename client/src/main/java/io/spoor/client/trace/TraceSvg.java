package io.spoor.client.trace;

import io.spoor.client.trace.Track.Row;
import io.spoor.protocol.trace.SpanNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job's track as a picture: a bar for each span, a mark for each event, over one axis of time. */
public final class TraceSvg {
    private static final int WIDTH = 1_000;
    private static final int NAMES_WIDTH = 330;
    private static final int ROW_HEIGHT = 24;
    private static final int HEAD_HEIGHT = 46;
    private static final int TICKS = 5;
    private static final double NANOS_PER_MS = 1e6;
    /** About the width of a letter of the smaller text: where a bar's words would leave the picture they end there. */
    private static final double LETTER_WIDTH = 6.2;

    private final Track track;
    private final List<String> lines = new ArrayList<>();

    private TraceSvg(Trace trace) {
        this.track = new Track(trace);
    }

    /** The lines of an SVG file. */
    public static List<String> lines(Trace trace) {
        TraceSvg svg = new TraceSvg(trace);
        svg.draw(trace.id());
        return svg.lines;
    }

    private void draw(String id) {
        List<Row> spans =
                track.rows().stream().filter(row -> row.event() == null).toList();
        int height = HEAD_HEIGHT + ROW_HEIGHT * spans.size() + 10;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        add("<text x=\"8\" y=\"18\" font-weight=\"bold\">trace %s</text>", escaped(id));
        add("<text x=\"%d\" y=\"18\">%s</text>", NAMES_WIDTH, escaped(track.summary()));
        drawAxis(height);
        for (int i = 0; i < spans.size(); i++) {
            drawSpan(spans.get(i), HEAD_HEIGHT + ROW_HEIGHT * i);
        }
        add("</svg>");
    }

    private void drawAxis(int height) {
        for (int tick = 0; tick <= TICKS; tick++) {
            double x = NAMES_WIDTH + (double) (WIDTH - NAMES_WIDTH - 60) * tick / TICKS;
            double ms = track.lengthNanos() / NANOS_PER_MS * tick / TICKS;
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
                    x, HEAD_HEIGHT - 8, x, height - 6);
            add("<text x=\"%.1f\" y=\"%d\" fill=\"#666666\" font-size=\"11\">%.0f ms</text>", x, HEAD_HEIGHT - 12, ms);
        }
    }

    private void drawSpan(Row row, int y) {
        ReadSpan span = row.span();
        double from = x(span.startNanos());
        double length = Math.max(1.5, x(span.endNanos()) - from);
        add(
                "<text x=\"%d\" y=\"%d\">%s</text>",
                8 + 7 * row.branch().length(), y + 16, escaped(row.name() + "  " + row.by()));
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"2\" fill=\"%s\"><title>%s</title></rect>",
                from, y + 4, length, colour(span), escaped(row.name() + ": " + row.what()));
        for (ReadSpan.Event event : span.events()) {
            add(
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"#222222\"><title>%s</title></circle>",
                    x(event.atNanos()), y + 12, escaped(event.name()));
        }
        double room = WIDTH - from - 6;
        int letters = (int) (room / LETTER_WIDTH);
        String what = row.what().length() <= letters ? row.what() : row.what().substring(0, Math.max(0, letters));
        add("<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%s</text>", from + 4, y + 16, escaped(what));
    }

    private double x(long atNanos) {
        double share = track.lengthNanos() == 0 ? 0 : (double) track.offsetNanos(atNanos) / track.lengthNanos();
        return NAMES_WIDTH + (WIDTH - NAMES_WIDTH - 60) * share;
    }

    private static String colour(ReadSpan span) {
        if (span.error()) {
            return "#f2a29b";
        }
        return switch (span.name()) {
            case SpanNames.SUBMIT -> "#9ec5ea";
            case SpanNames.DISPATCH -> "#b9d8b0";
            case SpanNames.QUEUE -> "#e3e3e3";
            case SpanNames.ATTEMPT -> "#f5dd9d";
            case SpanNames.CALCULATE -> "#d3b9e6";
            default -> "#cccccc";
        };
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
