package io.spoor.protocol.udp;

/** The time of day, for what people read. Nothing is decided by it: it may jump. */
public final class WallClock {
    private WallClock() {}

    /** Milliseconds since 1970 began, in UTC. */
    public static long nowMillis() {
        return System.currentTimeMillis();
    }
}
