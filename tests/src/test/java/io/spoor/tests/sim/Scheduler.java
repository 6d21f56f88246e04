package io.spoor.tests.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: the next event is the earliest one, and of equals the one that was planned first. */
public final class Scheduler {
    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::sequence);

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long nowNanos;
    private long sequence;

    private record Event(long atNanos, long sequence, Runnable action) {}

    /** The world's time, which no participant sees: each has a clock of its own. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Events that have run and those that wait: grows with every plan. */
    public long planned() {
        return sequence;
    }

    /** Plans an action; an instant in the past means now. */
    public void at(long atNanos, Runnable action) {
        events.add(new Event(Math.max(atNanos, nowNanos), sequence++, action));
    }

    /** Plans an action for {@code delayNanos} from now. */
    public void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    /** Runs the next event if it is not later than {@code untilNanos}; else moves time there and returns false. */
    public boolean step(long untilNanos) {
        Event next = events.peek();
        if (next == null || next.atNanos() > untilNanos) {
            nowNanos = Math.max(nowNanos, untilNanos);
            return false;
        }
        events.remove();
        nowNanos = next.atNanos();
        next.action().run();
        return true;
    }
}
