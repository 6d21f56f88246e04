package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has found, in one block on standard output; a promise that was broken fails the run, after all is printed. */
final class Figures {
    private static final String NOT_JUDGED = "  not judged at this scale";

    private final List<String> lines = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Figures(String title) {
        lines.add(String.format(
                Locale.ROOT,
                "== %s (scale %s, %d processors, load %.1f)",
                title,
                Scale.value(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** A figure that nothing is promised about. */
    Figures say(String what, Object value) {
        return line(what, value, "");
    }

    /** Must be so many. */
    Figures exactly(String what, long value, long promised) {
        return promise(what, value, value == promised, "= " + promised);
    }

    /** Must be so many or more. */
    Figures atLeast(String what, long value, long promised) {
        return promise(what, value, value >= promised, "≥ " + promised);
    }

    /** Must be so many or fewer. */
    Figures atMost(String what, long value, long promised) {
        return promise(what, value, value <= promised, "≤ " + promised);
    }

    /** Must be so much or less. */
    Figures atMost(String what, double value, double promised) {
        return promise(what, number(value), value <= promised, "≤ " + number(promised));
    }

    /** The same for what depends on the machine: judged in full runs only. */
    Figures atMostWhenFull(String what, double value, double promised) {
        return Scale.isFull() ? atMost(what, value, promised) : line(what, number(value), NOT_JUDGED);
    }

    /** The same for at least so much. */
    Figures atLeastWhenFull(String what, double value, double promised) {
        return Scale.isFull()
                ? promise(what, number(value), value >= promised, "≥ " + number(promised))
                : line(what, number(value), NOT_JUDGED);
    }

    /** What a client says in the end: every job has one end, none twice, and those with an answer have the right one. */
    Figures client(Statistics client, long sent) {
        say("client: failed, by status", client.get("failed") + " " + client.failedByStatus());
        say(
                "client: retried, resends, refusals, lost",
                client.get("retried") + ", " + client.get("resends") + ", " + client.get("refusals") + ", "
                        + client.get("lost"));
        say("client: copies of answers, not shown", client.get("duplicates"));
        say(
                "client: time to the answer, ms",
                String.format(
                        Locale.ROOT,
                        "p50 %.1f  p99 %.1f  max %.1f",
                        client.latencyMs("p50"),
                        client.latencyMs("p99"),
                        client.latencyMs("max")));
        exactly("client: sent", client.get("sent"), sent);
        exactly("client: OK + explicitly failed", client.get("ok") + client.get("failed"), sent);
        exactly("client: unanswered", client.get("unanswered"), 0);
        exactly("client: wrong", client.get("wrong"), 0);
        exactly("client: second answers seen", client.get("endedTwice"), 0);
        return exactly("client: copies that said something else", client.get("different"), 0);
    }

    /** Prints them all, then fails if a promise was broken. */
    void conclude() {
        lines.forEach(System.out::println);
        System.out.println();
        assertEquals(List.of(), broken);
    }

    private Figures promise(String what, Object value, boolean held, String promised) {
        if (!held) {
            broken.add(what + ": " + value + ", promised " + promised);
        }
        return line(what, value, (held ? "  " : "  BROKEN: ") + "promised " + promised);
    }

    private Figures line(String what, Object value, String remark) {
        lines.add(String.format(Locale.ROOT, "%-46s %12s%s", what, value, remark));
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.4g", value);
    }
}
