package io.spoor.protocol.node;

import java.util.Arrays;

/**
 * Places by hash: open addressing with linear probing in two arrays of numbers, so that a garbage collection has nothing to
 * follow. Several places may have one hash. A place is not negative.
 */
final class ReplyIndex {
    private static final int CAPACITY_MIN = 16;
    private static final long FREE = -1;

    private long[] hashes = new long[CAPACITY_MIN];
    private long[] places = free(CAPACITY_MIN);
    private int size;

    /** Decides whether a place is the one looked for. */
    interface Match {
        boolean test(long place);
    }

    /** The place with that hash that matches, or -1. */
    long find(long hash, Match match) {
        for (int i = slotOf(hash); places[i] != FREE; i = next(i)) {
            if (hashes[i] == hash && match.test(places[i])) {
                return places[i];
            }
        }
        return FREE;
    }

    void add(long hash, long place) {
        if (size * 2 >= places.length) {
            resize(places.length * 2);
        }
        insert(hash, place);
        size++;
    }

    /** Takes the place out; what was pushed on by it moves up, so that there are no graves. */
    void remove(long hash, long place) {
        int hole = slotOf(hash);
        while (places[hole] != place) {
            if (places[hole] == FREE) {
                return;
            }
            hole = next(hole);
        }
        for (int i = next(hole); places[i] != FREE; i = next(i)) {
            if (mayMove(slotOf(hashes[i]), hole, i)) {
                hashes[hole] = hashes[i];
                places[hole] = places[i];
                hole = i;
            }
        }
        places[hole] = FREE;
        size--;
        if (places.length > CAPACITY_MIN && size * 16 < places.length) {
            resize(places.length / 4);
        }
    }

    int size() {
        return size;
    }

    /** Whether what belongs to {@code home} and stands at {@code at} is still found when it stands in the hole. */
    private static boolean mayMove(int home, int hole, int at) {
        boolean isBefore = home <= hole;
        boolean isBehind = home > at;
        return hole <= at ? isBefore || isBehind : isBefore && isBehind;
    }

    private void insert(long hash, long place) {
        int i = slotOf(hash);
        while (places[i] != FREE) {
            i = next(i);
        }
        hashes[i] = hash;
        places[i] = place;
    }

    private void resize(int capacity) {
        long[] oldHashes = hashes;
        long[] oldPlaces = places;
        hashes = new long[capacity];
        places = free(capacity);
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldPlaces[i] != FREE) {
                insert(oldHashes[i], oldPlaces[i]);
            }
        }
    }

    private static long[] free(int capacity) {
        long[] places = new long[capacity];
        Arrays.fill(places, FREE);
        return places;
    }

    private int slotOf(long hash) {
        return (int) hash & (places.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (places.length - 1);
    }
}
