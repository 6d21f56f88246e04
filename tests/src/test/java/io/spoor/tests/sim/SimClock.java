package io.spoor.tests.sim;

/**
 * A participant's own clock: starts anywhere and runs a little fast or slow.
 *
 * @param bootNanos the world's time when it started
 * @param offsetNanos what it showed then
 * @param rate its seconds in a second of the world
 */
public record SimClock(long bootNanos, long offsetNanos, double rate) {
    /** What it shows at an instant of the world. */
    public long localNanos(long worldNanos) {
        return offsetNanos + (long) ((worldNanos - bootNanos) * rate);
    }

    /** The earliest instant of the world at which it shows {@code localNanos} or more. */
    public long worldNanos(long localNanos) {
        long world = bootNanos + (long) Math.floor((localNanos - offsetNanos) / rate);
        while (localNanos(world) < localNanos) {
            world++;
        }
        return world;
    }
}
