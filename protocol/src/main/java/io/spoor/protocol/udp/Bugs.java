package io.spoor.protocol.udp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Where exceptions end that should not exist: thrown by a core, a listener or the encoding of a message. They are
 * counted, and logged with their stack ever more rarely (the 1st, 2nd, 4th, 8th, …), because what the network can cause once
 * it can cause often; the loop goes on.
 */
final class Bugs {
    private static final Logger LOG = System.getLogger(Bugs.class.getName());

    private final UdpCounters counters;

    Bugs(UdpCounters counters) {
        this.counters = counters;
    }

    void report(String where, RuntimeException e) {
        long number = counters.onError();
        if (Long.bitCount(number) == 1) {
            LOG.log(Level.ERROR, "exception number " + number + " on the event loop, in " + where, e);
        }
    }
}
