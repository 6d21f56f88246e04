package io.spoor.tests.fuzz;

import java.util.Arrays;
import java.util.List;

/** The bytes of one run, taken as a series of small decisions. When they are used up every decision is the first one. */
final class InputBytes {
    private final byte[] bytes;
    private int next;

    InputBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return next >= bytes.length;
    }

    /** 0..255. */
    int any() {
        return isEmpty() ? 0 : bytes[next++] & 0xff;
    }

    /** 0 up to, but not including, the bound. */
    int below(int bound) {
        return any() % bound;
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return below(times) == times - 1;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** As many bytes as the next two say, if there are so many. */
    byte[] block() {
        int length = Math.min(any() << 8 | any(), bytes.length - next);
        byte[] block = Arrays.copyOfRange(bytes, next, next + length);
        next += length;
        return block;
    }
}
