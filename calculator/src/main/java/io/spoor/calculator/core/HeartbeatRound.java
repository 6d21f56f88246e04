package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Which names the next heartbeat to one dispatcher holds. A packet has room for about twenty, a calculator may run a
 * thousand: so the names go round in their order, a range a packet, and each packet says which range it covers. Within
 * that range what is not named does not run.
 */
final class HeartbeatRound {
    /** More than this did not fit anyway, with names of usual lengths. */
    static final int NAMES_MAX = 20;

    /** Everything of a heartbeat but its own number, echo, identities, functions and attempts. */
    private static final int FIXED_BYTES = ("{'v':1,'type':'heartbeat','traceparent':'','calculator':'','number':,"
                            + "'slots':1024,'busy':1024,'draining':false,'functions':[],'versionMax':1,'dispatcher':'',"
                            + "'echo':,'after':'','upTo':'','running':[],'completed':[]}")
                    .length()
            + 55 /* traceparent */;

    private static final int QUOTES_AND_COMMA = 3;

    private @Nullable AttemptId after;

    /**
     * A range of names.
     *
     * @param after names greater than this are covered; null: from the first
     * @param upTo names up to and including this are covered; null: to the last
     */
    record Range(
            @Nullable AttemptId after, @Nullable AttemptId upTo, List<AttemptId> running, List<AttemptId> completed) {}

    /** Begins anew at the first name. */
    void restart() {
        after = null;
    }

    /** Whether the next range begins at the first name. */
    boolean isAtFirst() {
        return after == null;
    }

    /**
     * The next range, at least one name if there is one.
     *
     * @param life the dispatcher's: names of attempts that it began itself are shorter
     * @param fixedBytes what the heartbeat takes without names, see {@link #fixedBytes}
     */
    Range next(
            NavigableSet<AttemptId> running, NavigableSet<AttemptId> completed, @Nullable String life, int fixedBytes) {
        AttemptId from = after;
        Merge names = new Merge(above(running, from), above(completed, from));
        List<AttemptId> runningNames = new ArrayList<>();
        List<AttemptId> completedNames = new ArrayList<>();
        int bytes = fixedBytes + (from == null ? 0 : nameBytes(from, life));
        AttemptId last = null;
        while (names.peek() != null) {
            AttemptId name = names.peek();
            int nameBytes = nameBytes(name, life);
            int count = runningNames.size() + completedNames.size();
            // Twice: once as a name, once as the end of the range.
            boolean fits = bytes + 2 * nameBytes <= Limits.PACKET_MAX_BYTES;
            if (count > 0 && (count == NAMES_MAX || !fits)) {
                break;
            }
            bytes += nameBytes;
            (names.isFirstNext() ? runningNames : completedNames).add(name);
            names.advance();
            last = name;
        }
        after = names.peek() == null ? null : last;
        return new Range(from, after, runningNames, completedNames);
    }

    /** Bytes of a heartbeat without any attempt's name. */
    static int fixedBytes(String identity, @Nullable String life, List<String> functions, long number, long echo) {
        int bytes = FIXED_BYTES
                + identity.length()
                + (life == null ? 0 : life.length())
                + Long.toString(number).length()
                + Long.toString(echo).length();
        for (String function : functions) {
            bytes += function.length() + QUOTES_AND_COMMA;
        }
        return bytes;
    }

    private static int nameBytes(AttemptId attempt, @Nullable String life) {
        int own = JobId.TEXT_LENGTH + 1 + Integer.toString(attempt.number()).length() + QUOTES_AND_COMMA;
        return attempt.dispatcher().equals(life)
                ? own
                : own + 1 + attempt.dispatcher().length();
    }

    private static Iterator<AttemptId> above(NavigableSet<AttemptId> names, @Nullable AttemptId after) {
        return (after == null ? names : names.tailSet(after, false)).iterator();
    }

    /** Two ordered sequences read as one. */
    private static final class Merge {
        private final Iterator<AttemptId> first;
        private final Iterator<AttemptId> second;
        private @Nullable AttemptId firstNext;
        private @Nullable AttemptId secondNext;

        Merge(Iterator<AttemptId> first, Iterator<AttemptId> second) {
            this.first = first;
            this.second = second;
            firstNext = nextOf(first);
            secondNext = nextOf(second);
        }

        @Nullable
        AttemptId peek() {
            return isFirstNext() ? firstNext : secondNext;
        }

        boolean isFirstNext() {
            return firstNext != null && (secondNext == null || firstNext.compareTo(secondNext) <= 0);
        }

        void advance() {
            if (isFirstNext()) {
                firstNext = nextOf(first);
            } else {
                secondNext = nextOf(second);
            }
        }

        private static @Nullable AttemptId nextOf(Iterator<AttemptId> names) {
            return names.hasNext() ? names.next() : null;
        }
    }
}
