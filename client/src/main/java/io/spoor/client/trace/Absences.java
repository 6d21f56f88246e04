package io.spoor.client.trace;

import io.spoor.protocol.trace.AttributeNames;
import io.spoor.protocol.trace.SpanNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which spans may be missing because the process that would have sent them was killed. A process sends its spans some time
 * after they ended, so it takes the latest along when it dies; the traces themselves tell when that was.
 */
final class Absences {
    /** Of the dispatcher: the attempt ended because its calculator was lost. */
    static final String CALCULATOR_LOST = "calculator_lost";

    /** From the end of a span until the death of its process is noticed elsewhere: its wait to be sent, and the silence. */
    private static final long NOTICED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<String> named;
    private final Map<String, List<Long>> lostAtNanos = new HashMap<>();

    /** {@code named}: beginnings of identities whose spans may all be missing. */
    Absences(List<String> named) {
        this.named = named;
    }

    /** Remembers which calculators were lost in this trace, and when. */
    void noteLosses(Trace trace) {
        trace.named(SpanNames.ATTEMPT).forEach(this::noteLoss);
    }

    private void noteLoss(ReadSpan attempt) {
        if (attempt.attribute(AttributeNames.ATTEMPT_END).equals(CALCULATOR_LOST)) {
            lostAtNanos
                    .computeIfAbsent(attempt.attribute(AttributeNames.CALCULATOR), name -> new ArrayList<>())
                    .add(attempt.endNanos());
        }
    }

    /** Whether this calculator can have died before it sent what ended then. */
    boolean mayMiss(String calculator, long endNanos) {
        return isNamed(calculator)
                || lostAtNanos.getOrDefault(calculator, List.of()).stream()
                        .anyMatch(lost -> lost >= endNanos && lost - endNanos <= NOTICED_WITHIN_NANOS);
    }

    /**
     * Whether the orphan's parent was a span of a dispatcher that died: of another life than the one that answered.
     *
     * @param answering the life that answered; empty if none did
     */
    boolean mayBeOrphan(ReadSpan span, String answering) {
        String dispatcher = writerOfParent(span);
        return !dispatcher.isEmpty()
                && (isNamed(dispatcher) || (!answering.isEmpty() && !dispatcher.equals(answering)));
    }

    private boolean isNamed(String identity) {
        return named.stream().anyMatch(identity::startsWith);
    }

    /** The dispatcher's life that would have written the span above this one; empty where that was no dispatcher. */
    private static String writerOfParent(ReadSpan span) {
        return switch (span.name()) {
            case SpanNames.QUEUE, SpanNames.ATTEMPT -> span.instance();
            case SpanNames.CALCULATE, SpanNames.NOT_TAKEN, SpanNames.RESULT_RESENT, SpanNames.LATE_RESULT ->
                span.attribute(AttributeNames.DISPATCHER);
            default -> "";
        };
    }
}
