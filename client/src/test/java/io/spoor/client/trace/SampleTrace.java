package io.spoor.client.trace;

import io.spoor.protocol.trace.AttributeNames;
import io.spoor.protocol.trace.SpanNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The trace of a job whose first calculator was killed, to be spoiled by tests. Times in ms; spans are named by their ids. */
final class SampleTrace {
    static final String ID = "0af7651916cd43dd8448eb211c80319c";
    static final String DISPATCHER = "disp-1";

    private static final long NANOS_PER_MS = 1_000_000;

    private final List<ReadSpan> spans = new ArrayList<>();

    /** What its client saw. */
    static JobOutcome outcome() {
        return outcome(2);
    }

    /** The same, but after this number of attempts. */
    static JobOutcome outcome(int attempts) {
        return new JobOutcome(
                ID, "sleep", "2027-01-15T08:00:00.000Z", "OK", "", true, attempts, "calc-2", DISPATCHER, 1_000);
    }

    static SampleTrace ofALostCalculator() {
        SampleTrace sample = new SampleTrace();
        sample.add("submit", "", SpanNames.SUBMIT, "client-1", 0, 1_000, "status OK, attempts 2, calculator calc-2");
        sample.add("dispatch", "submit", SpanNames.DISPATCH, DISPATCHER, 1, 999, "status OK, attempts 2");
        sample.add("queue1", "dispatch", SpanNames.QUEUE, DISPATCHER, 1, 2, "");
        sample.add("attempt1", "dispatch", SpanNames.ATTEMPT, DISPATCHER, 2, 650, "end calculator_lost, by calc-1");
        sample.add("queue2", "dispatch", SpanNames.QUEUE, DISPATCHER, 670, 680, "");
        sample.add("attempt2", "dispatch", SpanNames.ATTEMPT, DISPATCHER, 680, 998, "end completed, by calc-2");
        sample.add("calculate2", "attempt2", SpanNames.CALCULATE, "calc-2", 681, 997, "by calc-2");
        sample.event("dispatch", "backoff", 650);
        return sample;
    }

    private void add(String id, String parent, String name, String instance, long startMs, long endMs, String words) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(AttributeNames.DISPATCHER, DISPATCHER);
        for (String pair : words.isEmpty() ? new String[0] : words.split(", ", -1)) {
            String[] word = pair.split(" ", -1);
            attributes.put(key(word[0]), word[1]);
        }
        if (name.equals(SpanNames.ATTEMPT) || name.equals(SpanNames.CALCULATE)) {
            attributes.put(AttributeNames.ATTEMPT, id.substring(id.length() - 1));
        }
        spans.add(new ReadSpan(
                "spoor",
                instance,
                id,
                parent,
                name,
                startMs * NANOS_PER_MS,
                endMs * NANOS_PER_MS,
                attributes,
                List.of(),
                List.of(),
                false,
                ""));
    }

    private static String key(String word) {
        return switch (word) {
            case "status" -> AttributeNames.STATUS;
            case "attempts" -> AttributeNames.ATTEMPTS;
            case "calculator", "by" -> AttributeNames.CALCULATOR;
            case "end" -> AttributeNames.ATTEMPT_END;
            default -> throw new IllegalArgumentException(word);
        };
    }

    SampleTrace event(String id, String name, long atMs) {
        return change(id, span -> {
            List<ReadSpan.Event> events = new ArrayList<>(span.events());
            events.add(new ReadSpan.Event(name, atMs * NANOS_PER_MS, Map.of()));
            return copy(span, span.parent(), span.startNanos(), span.endNanos(), span.attributes(), events);
        });
    }

    /** Takes a span away: it was never ended, or never sent. */
    SampleTrace without(String id) {
        spans.removeIf(named(id));
        return this;
    }

    SampleTrace set(String id, String key, String value) {
        return change(id, span -> {
            Map<String, String> attributes = new HashMap<>(span.attributes());
            attributes.put(key, value);
            return copy(span, span.parent(), span.startNanos(), span.endNanos(), attributes, span.events());
        });
    }

    SampleTrace below(String id, String parent) {
        return change(
                id, span -> copy(span, parent, span.startNanos(), span.endNanos(), span.attributes(), span.events()));
    }

    SampleTrace moved(String id, long byMs) {
        long nanos = byMs * NANOS_PER_MS;
        return change(
                id,
                span -> copy(
                        span,
                        span.parent(),
                        span.startNanos() + nanos,
                        span.endNanos() + nanos,
                        span.attributes(),
                        span.events()));
    }

    Trace trace() {
        return new Trace(ID, spans);
    }

    private SampleTrace change(String id, UnaryOperator<ReadSpan> by) {
        spans.replaceAll(span -> named(id).test(span) ? by.apply(span) : span);
        return this;
    }

    private static Predicate<ReadSpan> named(String id) {
        return span -> span.id().equals(id);
    }

    private static ReadSpan copy(
            ReadSpan span,
            String parent,
            long startNanos,
            long endNanos,
            Map<String, String> attributes,
            List<ReadSpan.Event> events) {
        return new ReadSpan(
                span.service(),
                span.instance(),
                span.id(),
                parent,
                span.name(),
                startNanos,
                endNanos,
                attributes,
                events,
                span.links(),
                span.error(),
                span.message());
    }
}
