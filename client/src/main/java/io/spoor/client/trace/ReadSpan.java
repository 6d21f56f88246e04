package io.spoor.client.trace;

import java.util.List;
import java.util.Map;

/**
 * A span as it was read back.
 *
 * @param service {@code service.name} of its process
 * @param instance {@code service.instance.id} of its process, such as a dispatcher's identity; empty if there is none
 * @param parent the id of the span above it; empty for a root
 * @param startNanos of the epoch
 * @param endNanos of the epoch
 * @param attributes values as text
 * @param links ids of the spans that it is linked to
 * @param error whether it is marked as an error
 * @param message why it is; empty if nobody said
 */
public record ReadSpan(
        String service,
        String instance,
        String id,
        String parent,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> attributes,
        List<Event> events,
        List<String> links,
        boolean error,
        String message) {

    /** Something that happened while it lasted. */
    public record Event(String name, long atNanos, Map<String, String> attributes) {}

    public boolean isRoot() {
        return parent.isEmpty();
    }

    public boolean is(String wanted) {
        return name.equals(wanted);
    }

    /** An attribute's value; empty if it has none of that name. */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    /** An attribute's value as a number; −1 if it has none of that name. */
    public long number(String key) {
        String value = attribute(key);
        return value.isEmpty() ? -1 : Long.parseLong(value);
    }

    public long lengthNanos() {
        return endNanos - startNanos;
    }

    /** How many events of that name it has. */
    public long events(String wanted) {
        return events.stream().filter(event -> event.name().equals(wanted)).count();
    }
}
