package io.spoor.client.trace;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The spans of one trace, as far as they have been stored.
 *
 * @param id 32 hex digits; a job's trace has the job's id
 * @param spans by their beginning
 */
public record Trace(String id, List<ReadSpan> spans) {
    private static final Comparator<ReadSpan> BY_BEGINNING =
            Comparator.comparingLong(ReadSpan::startNanos).thenComparingLong(ReadSpan::endNanos);

    public Trace {
        spans = spans.stream().sorted(BY_BEGINNING).toList();
    }

    /** The spans of that name. */
    public List<ReadSpan> named(String name) {
        return spans.stream().filter(span -> span.is(name)).toList();
    }

    /** The spans right below this one. */
    public List<ReadSpan> below(ReadSpan parent) {
        return spans.stream().filter(span -> span.parent().equals(parent.id())).toList();
    }

    /** The spans right below this one that have that name. */
    public List<ReadSpan> below(ReadSpan parent, String name) {
        return below(parent).stream().filter(span -> span.is(name)).toList();
    }

    /** The spans whose parent is not here: it was never ended, never sent, or lost. */
    public List<ReadSpan> orphans() {
        Set<String> ids = spans.stream().map(ReadSpan::id).collect(Collectors.toSet());
        return spans.stream()
                .filter(span -> !span.isRoot() && !ids.contains(span.parent()))
                .toList();
    }

    /** The spans by their ids. */
    public Map<String, ReadSpan> byId() {
        return spans.stream().collect(Collectors.toMap(ReadSpan::id, Function.identity(), (first, again) -> first));
    }
}
