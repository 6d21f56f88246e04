package io.spoor.tests.e2e;

/**
 * How large a run is: {@code -Dspoor.scale=1} is the size that is promised, 0 (as in {@code mvn verify}) the least that
 * shows anything.
 */
final class Scale {
    private static final double SCALE = Double.parseDouble(System.getProperty("spoor.scale", "0"));

    private Scale() {}

    /** So many where everything is of full size, fewer by the scale otherwise, but never fewer than the least. */
    static int of(int full, int least) {
        return Math.max(least, (int) Math.round(full * SCALE));
    }

    /** Whether promises about times are to be judged: small runs on a busy machine say nothing about them. */
    static boolean isFull() {
        return SCALE >= 1;
    }

    static double value() {
        return SCALE;
    }
}
