package io.spoor.tests.sim;

/** Milliseconds for people, nanoseconds inside. */
public final class Millis {
    private static final long NANOS = 1_000_000;

    private Millis() {}

    /** So many milliseconds, in nanoseconds. */
    public static long ms(long millis) {
        return millis * NANOS;
    }

    /** Nanoseconds in milliseconds with one decimal. */
    public static String text(long nanos) {
        long tenths = Math.round(nanos / (NANOS / 10.0));
        return tenths / 10 + "." + tenths % 10;
    }
}
