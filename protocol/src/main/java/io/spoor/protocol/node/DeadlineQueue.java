package io.spoor.protocol.node;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a core: arm, cancel, take what has expired. A binary heap whose entries know their place, so that a
 * cancelled timer leaves at once and nothing stale is ever popped. Equal deadlines expire in the order they were armed.
 *
 * @param <K> what a timer is for
 */
public final class DeadlineQueue<K> {
    private final ArrayList<Entry<K>> heap = new ArrayList<>();
    private long sequence;

    /** An armed timer; keep it to cancel it. */
    public static final class Entry<K> {
        private static final int NOT_ARMED = -1;

        private final K key;
        private final long atNanos;
        private final long sequence;
        private int index = NOT_ARMED;

        private Entry(K key, long atNanos, long sequence) {
            this.key = key;
            this.atNanos = atNanos;
            this.sequence = sequence;
        }

        public K key() {
            return key;
        }

        /** When it was due: the caller sees from it how late it is noticed. */
        public long atNanos() {
            return atNanos;
        }

        /** Whether it is still to come: neither expired nor cancelled. */
        public boolean isArmed() {
            return index != NOT_ARMED;
        }

        private boolean isBefore(Entry<K> other) {
            return atNanos < other.atNanos || (atNanos == other.atNanos && sequence < other.sequence);
        }
    }

    /** Arms a timer for the given instant. */
    public Entry<K> arm(K key, long atNanos) {
        Entry<K> entry = new Entry<>(key, atNanos, sequence++);
        heap.add(entry);
        siftUp(heap.size() - 1, entry);
        return entry;
    }

    /** Takes a timer back. Null, an expired or an already cancelled one is allowed and changes nothing. */
    public void cancel(@Nullable Entry<K> entry) {
        if (entry != null && entry.isArmed()) {
            removeAt(entry.index);
        }
    }

    /** The earliest timer that is due at {@code nowNanos}, taken out of the queue; null if none is. */
    public @Nullable Entry<K> pollExpired(long nowNanos) {
        if (heap.isEmpty() || heap.get(0).atNanos > nowNanos) {
            return null;
        }
        Entry<K> due = heap.get(0);
        removeAt(0);
        return due;
    }

    /** When the earliest timer is due; {@link Long#MAX_VALUE} if there is none. */
    public long nextDeadlineNanos() {
        return heap.isEmpty() ? Long.MAX_VALUE : heap.get(0).atNanos;
    }

    public int size() {
        return heap.size();
    }

    private void removeAt(int index) {
        Entry<K> removed = heap.get(index);
        Entry<K> last = heap.remove(heap.size() - 1);
        removed.index = Entry.NOT_ARMED;
        if (last != removed) {
            siftDown(index, last);
            if (last.index == index) {
                siftUp(index, last);
            }
        }
    }

    private void siftUp(int start, Entry<K> entry) {
        int index = start;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            Entry<K> above = heap.get(parent);
            if (!entry.isBefore(above)) {
                break;
            }
            place(index, above);
            index = parent;
        }
        place(index, entry);
    }

    private void siftDown(int start, Entry<K> entry) {
        int index = start;
        int half = heap.size() >>> 1;
        while (index < half) {
            int child = 2 * index + 1;
            if (child + 1 < heap.size() && heap.get(child + 1).isBefore(heap.get(child))) {
                child++;
            }
            Entry<K> below = heap.get(child);
            if (!below.isBefore(entry)) {
                break;
            }
            place(index, below);
            index = child;
        }
        place(index, entry);
    }

    private void place(int index, Entry<K> entry) {
        heap.set(index, entry);
        entry.index = index;
    }
}
