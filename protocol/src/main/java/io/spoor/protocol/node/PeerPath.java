package io.spoor.protocol.node;

import java.util.random.RandomGenerator;

/**
 * Decides for the questions to one peer whether one that is not answered yet is to be sent again. A peer reads its
 * questions in their order. So one that was sent before another that is answered was lost, and is sent again. Where
 * nothing sent later is answered, the peer is slow or away, and more copies would make it slower: then one question at a
 * time is sent again, as a probe, and each probe doubles the wait for all questions to this peer (RFC 6298, 5.5). The
 * first answer to a question that was sent once ends that.
 *
 * <p>A lone question is its own probe, so its loss is noticed after one wait.
 */
public final class PeerPath {
    /** Of questions found lost at the same time, so many are sent in one tick at first; twice as many while it answers. */
    private static final int TURNS_MIN = 4;

    private static final int TURNS_MAX = 256;
    /** An answer to what was sent more than once lets so many others follow: all of them may be lost. */
    private static final int CREDITS_PER_ANSWER = 2;

    private static final int BACKOFFS_MAX = 20;
    private static final double PROBE_PART = 0.75;

    private final Backoff backoff;
    private final RoundTrip ofPeer;
    private final RoundTrip ofKind;

    /** Probes since the last answer to a question that was sent once. */
    private int backoffs;

    /** When the last probe was sent. */
    private long probedNanos;

    private boolean probed;

    /** Nothing was answered since the last probe. */
    private boolean silent;

    /** The last silence ended then; the answers to what waited there meanwhile are still coming. */
    private long settledNanos = Long.MIN_VALUE;

    /** When the newest answered question was sent, of those that were sent once. */
    private long answeredNanos = Long.MIN_VALUE;

    private int credits;

    private long turnsTick = Long.MIN_VALUE;
    private int turns = TURNS_MIN;
    private int turnsTaken;
    private boolean answeredSinceTurns;

    /**
     * A peer of which nothing is known.
     *
     * @param backoff the shortest and the longest wait
     * @param ofKind what all peers of its kind have taken; used until this one has answered, and told its answers
     */
    public PeerPath(Backoff backoff, RoundTrip ofKind) {
        this.backoff = backoff;
        this.ofPeer = new RoundTrip(backoff.initialNanos(), backoff.maxNanos());
        this.ofKind = ofKind;
    }

    /** A question that was sent once, at {@code askedNanos}, is answered. */
    public void answered(long askedNanos, long nowNanos) {
        ofPeer.sample(nowNanos - askedNanos);
        ofKind.sample(nowNanos - askedNanos);
        answeredNanos = Math.max(answeredNanos, askedNanos);
        heard(nowNanos);
        backoffs = 0;
        credits = 0;
    }

    /** A question that was sent more than once is answered; nobody knows which copy of it (Karn). */
    public void answeredCopy(long nowNanos) {
        heard(nowNanos);
        if (backoffs > 0) {
            credits = Math.min(TURNS_MAX, credits + CREDITS_PER_ANSWER);
        }
    }

    private void heard(long nowNanos) {
        answeredSinceTurns = true;
        if (silent) {
            silent = false;
            settledNanos = nowNanos + backoff.initialNanos();
        }
    }

    /** How long a question that has now been sent for the {@code n}-th time waits, n from 1: spread by ±20 %. */
    public long waitNanos(int n, RandomGenerator random) {
        return backoff.intervalNanos(Math.max(n, backoffs + 1), estimateNanos(), random);
    }

    /** Whether that wait is the longest, but for the spread. */
    public boolean isLongest(int n) {
        return backoff.isLongest(Math.max(n, backoffs + 1), estimateNanos());
    }

    /**
     * The wait of a question is over. If this returns {@code nowNanos}, the question must be sent now.
     *
     * @param askedNanos when the question was last sent
     * @param lateNanos how long after the end of its wait this is. Much, and this process was stopped: the answer may be
     *     among what it has not read yet
     * @return when to send or to look again
     */
    public long nextLookNanos(long askedNanos, long lateNanos, long nowNanos) {
        long ageNanos = nowNanos - askedNanos;
        if (lateNanos > Ticks.TICK_NANOS && ageNanos < 2 * backoff.maxNanos()) {
            return nowNanos + backoff.initialNanos();
        }
        if (askedNanos < answeredNanos || credits > 0) {
            return lookAtLost(askedNanos, nowNanos);
        }
        if (!probed || nowNanos - probedNanos >= probeIntervalNanos()) {
            probe(nowNanos);
            return nowNanos;
        }
        return nowNanos + Math.min(backoff.maxNanos(), Math.max(ageNanos, estimateNanos()));
    }

    private long lookAtLost(long askedNanos, long nowNanos) {
        if (nowNanos < settledNanos) {
            return settledNanos;
        }
        if (!isTurn(nowNanos)) {
            return nowNanos + Ticks.TICK_NANOS;
        }
        if (askedNanos >= answeredNanos) {
            credits--;
        }
        return nowNanos;
    }

    private void probe(long nowNanos) {
        backoffs = Math.min(BACKOFFS_MAX, backoffs + 1);
        silent = true;
        probed = true;
        probedNanos = nowNanos;
    }

    /** A little less than the wait, or the spread would keep a lone question from being its own probe. */
    private long probeIntervalNanos() {
        double wait = Math.min((double) backoff.maxNanos(), estimateNanos() * Math.pow(2, backoffs));
        return (long) (wait * PROBE_PART);
    }

    private boolean isTurn(long nowNanos) {
        long tick = Math.floorDiv(nowNanos, Ticks.TICK_NANOS);
        if (tick != turnsTick) {
            turns = answeredSinceTurns ? Math.min(TURNS_MAX, 2 * turns) : TURNS_MIN;
            if (tick > turnsTick + 1) {
                turns = TURNS_MIN;
            }
            turnsTick = tick;
            turnsTaken = 0;
            answeredSinceTurns = false;
        }
        turnsTaken++;
        return turnsTaken <= turns;
    }

    private long estimateNanos() {
        return ofPeer.isMeasured() ? ofPeer.askAgainNanos() : ofKind.askAgainNanos();
    }
}
