package io.spoor.client.trace;

import io.spoor.protocol.trace.AttributeNames;
import io.spoor.protocol.trace.SpanNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace as rows for a person: spans below those that began them, events below their spans, in the order of time. */
final class Track {
    private static final double NANOS_PER_MS = 1e6;

    private final Trace trace;
    private final long startNanos;
    private final long endNanos;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One line.
     *
     * @param span the span, or the one whose event it is
     * @param event null for the span itself
     * @param branch the lines of the tree before the name
     * @param name of the span, with its number if it is an attempt; of the event
     * @param by the process: a calculator, or whoever wrote the span; empty for an event
     * @param what what is worth knowing: outcome, why it was retried, the event's attributes
     */
    record Row(ReadSpan span, ReadSpan.@Nullable Event event, String branch, String name, String by, String what) {}

    Track(Trace trace) {
        this.trace = trace;
        this.startNanos =
                trace.spans().stream().mapToLong(ReadSpan::startNanos).min().orElse(0);
        this.endNanos =
                trace.spans().stream().mapToLong(ReadSpan::endNanos).max().orElse(0);
        Map<String, ReadSpan> byId = trace.byId();
        Set<String> tops = new HashSet<>();
        for (ReadSpan span : trace.spans()) {
            if (!byId.containsKey(span.parent())) {
                tops.add(span.id());
            }
        }
        trace.spans().stream().filter(span -> tops.contains(span.id())).forEach(top -> add(top, "", ""));
    }

    List<Row> rows() {
        return rows;
    }

    /** From the beginning of the first span to the end of the last one. */
    long lengthNanos() {
        return endNanos - startNanos;
    }

    /** How long after the beginning. */
    long offsetNanos(long atNanos) {
        return atNanos - startNanos;
    }

    /** The job's outcome in words, as its client saw it. */
    String summary() {
        List<ReadSpan> submits = trace.named(SpanNames.SUBMIT);
        if (submits.isEmpty()) {
            return "the client's span is not there, " + trace.spans().size() + " spans";
        }
        ReadSpan submit = submits.get(0);
        long attempts = submit.number(AttributeNames.ATTEMPTS);
        return String.format(
                Locale.ROOT,
                "%s in %.1f ms, %d %s",
                submit.attribute(AttributeNames.STATUS),
                submit.lengthNanos() / NANOS_PER_MS,
                attempts,
                attempts == 1 ? "attempt" : "attempts");
    }

    private void add(ReadSpan span, String branch, String below) {
        String lost = span.isRoot() || !branch.isEmpty() ? "" : " (its parent is missing)";
        rows.add(new Row(span, null, branch, nameOf(span) + lost, byOf(span), whatOf(span)));
        List<ReadSpan> children = trace.below(span);
        String stem = below + (children.isEmpty() ? "  " : "│ ");
        span.events().stream()
                .sorted(Comparator.comparingLong(ReadSpan.Event::atNanos))
                .forEach(event -> rows.add(new Row(span, event, stem + "· ", event.name(), "", attributes(event))));
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            add(children.get(i), below + (last ? "└ " : "├ "), below + (last ? "  " : "│ "));
        }
    }

    private static String nameOf(ReadSpan span) {
        return span.is(SpanNames.ATTEMPT) ? span.name() + " " + span.attribute(AttributeNames.ATTEMPT) : span.name();
    }

    private static String byOf(ReadSpan span) {
        String calculator = span.attribute(AttributeNames.CALCULATOR);
        boolean isOfCalculator = span.is(SpanNames.ATTEMPT) || span.is(SpanNames.CALCULATE);
        return isOfCalculator && !calculator.isEmpty() ? calculator : span.instance();
    }

    private static String whatOf(ReadSpan span) {
        List<String> words = new ArrayList<>();
        if (span.is(SpanNames.ATTEMPT)) {
            addIfPresent(words, "", span.attribute(AttributeNames.ATTEMPT_END));
            addIfPresent(words, "", span.attribute(AttributeNames.ATTEMPT_STATUS));
            addIfPresent(words, "after ", span.attribute(AttributeNames.PREVIOUS_END));
            addIfPresent(words, "adopted ", span.attribute(AttributeNames.ADOPTED));
        } else if (span.is(SpanNames.QUEUE)) {
            addIfPresent(words, "depth ", span.attribute(AttributeNames.QUEUE_DEPTH));
            addIfPresent(words, "position ", span.attribute(AttributeNames.QUEUE_POSITION));
        } else {
            addIfPresent(words, "", span.attribute(AttributeNames.STATUS));
            addIfPresent(words, "", span.attribute(AttributeNames.ATTEMPT_STATUS));
            addIfPresent(words, "", span.attribute(AttributeNames.REASON));
        }
        addIfPresent(words, "✗ ", span.error() ? span.message() : "");
        return String.join(", ", words);
    }

    private static void addIfPresent(List<String> words, String before, String value) {
        if (!value.isEmpty()) {
            words.add(before + value);
        }
    }

    /** Without the prefix that all of ours have. */
    private static String attributes(ReadSpan.Event event) {
        List<String> words = new ArrayList<>();
        event.attributes().forEach((key, value) -> words.add(key.replaceFirst("^spoor\\.", "") + " " + value));
        return String.join(", ", words);
    }
}
