package io.spoor.calculator.compute;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.LogFields;
import io.spoor.protocol.udp.TraceIds;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs what functions do wrong. The first failure of each kind is logged, an exception with its stack trace, and then ever
 * fewer (the 2nd, 4th, 8th, …): a function that always fails must not fill the disk, and must not hide another fault. A
 * kind is a function and the class of its exception. One instance serves all calculators of a process, from any thread.
 */
public final class CalculationFailures {
    private static final Logger LOG = Logger.getLogger(CalculationFailures.class.getName());

    /** Kinds that are told apart; later ones are counted together. A function could make classes without end. */
    static final int KINDS_MAX = 256;

    private static final Kind OTHERS = new Kind("", "");

    private final Map<Kind, Long> counts = new HashMap<>();

    private record Kind(String function, String what) {}

    /**
     * The function threw, or its future failed.
     *
     * @return the reason to answer with: the class, too, since a message alone, such as "null" or "5", says little
     */
    String onException(AttemptId attempt, TraceContext trace, String function, Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            boolean wellKnown = thrown instanceof CalculationException;
            String reason = wellKnown ? String.valueOf(thrown.getMessage()) : thrown.toString();
            log(attempt, trace, new Kind(function, name), reason, wellKnown ? null : thrown);
            return reason;
        } catch (RuntimeException | Error e) {
            // It cannot even say what it is.
            log(attempt, trace, new Kind(function, name), name, null);
            return name;
        }
    }

    /**
     * The function returned something that cannot be sent.
     *
     * @param what such as "the result is not JSON: …"
     * @return the reason to answer with
     */
    String onBadResult(AttemptId attempt, TraceContext trace, String function, String what) {
        log(attempt, trace, new Kind(function, "result"), what, null);
        return what;
    }

    private void log(AttemptId attempt, TraceContext trace, Kind kind, String what, @Nullable Throwable thrown) {
        long count = count(kind);
        if (Long.bitCount(count) == 1) {
            String line = "function " + kind.function() + " failed in attempt " + attempt + ": " + what + " ("
                    + count + (count == 1 ? " failure" : " failures") + " like this so far; the next one logged is the "
                    + ordinal(2 * count) + ")";
            new LogFields()
                    .attempt(attempt)
                    .dispatcher(attempt.dispatcher())
                    .trace(TraceIds.of(trace))
                    .log(LOG, Level.WARN, line, count == 1 ? thrown : null);
        }
    }

    private synchronized long count(Kind kind) {
        Kind counted = counts.containsKey(kind) || counts.size() < KINDS_MAX ? kind : OTHERS;
        return counts.merge(counted, 1L, Long::sum);
    }

    /** Of a power of two, which never ends in 11, 12 or 13 below a hundred thousand but in 2, 4, 6 or 8. */
    private static String ordinal(long number) {
        return number + (number % 10 == 2 && number % 100 != 12 ? "nd" : "th");
    }
}
