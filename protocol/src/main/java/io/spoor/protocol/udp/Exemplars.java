package io.spoor.protocol.udp;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links a histogram's bucket to a trace. The sampler of exemplars asks for {@link #current()} while a time is recorded, on
 * the thread that records it: the trace is there for just so long, since a "current" span does not survive on an event loop.
 */
public final class Exemplars {
    private static final Pattern AT_COUNT = Pattern.compile("(?m)^(\\w+_count(?:\\{[^}]*})? \\S+) # .*$");

    private static final ThreadLocal<@Nullable TraceIds> CURRENT = new ThreadLocal<>();

    private Exemplars() {}

    /** Records the time; {@code trace}: where it was spent, or null for none that is recorded. */
    public static void record(Timer timer, long nanos, @Nullable TraceIds trace) {
        if (trace == null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
            return;
        }
        CURRENT.set(trace);
        try {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        } finally {
            // Not remove(): the thread's entry would be a new weak reference for each time, work for the garbage
            // collector.
            CURRENT.set(null);
        }
    }

    /** The trace of the time that this thread is recording now; null: none. */
    public static @Nullable TraceIds current() {
        return CURRENT.get();
    }

    /**
     * The exposition without the exemplars of {@code _count} lines: the client library writes them, OpenMetrics allows them at
     * buckets only, and Prometheus throws away all of a page that has one elsewhere.
     */
    public static String onlyAtBuckets(String openMetrics) {
        return AT_COUNT.matcher(openMetrics).replaceAll("$1");
    }
}
