package io.spoor.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that answers within a millisecond: the wait is the shortest, 25 ms. Times are in nanoseconds, named in ms. */
class PeerPathTest {
    private static final long MS = 1_000_000;
    private static final Backoff BACKOFF = new Backoff(25 * MS, 480 * MS);

    private final RoundTrip kind = new RoundTrip(25 * MS, 480 * MS);
    private final PeerPath path = new PeerPath(BACKOFF, kind);
    private final SplittableRandom random = new SplittableRandom(1);

    @BeforeEach
    void measure() {
        for (long ms = -100; ms < 0; ms += 10) {
            path.answered(ms * MS, (ms + 1) * MS);
        }
        assertWaits(25, 1);
    }

    @Test
    void shouldSendALoneQuestionAgainAfterEachOfItsWaits() {
        long askedMs = 0;
        for (int ask = 1; ask <= 6; ask++) {
            long waitedMs = (long) (path.waitNanos(ask, random) * 0.999 / MS);
            assertTrue(isSent(askedMs, askedMs + waitedMs), "asking " + ask);
            askedMs += waitedMs;
        }
    }

    @Test
    void shouldSendOnlyOneOfManyUnansweredQuestionsPerWait() {
        int sent = 0;
        for (int question = 0; question < 256; question++) {
            sent += isSent(0, 25) ? 1 : 0;
        }
        assertEquals(1, sent);
        assertFalse(isSent(0, 50));
        assertTrue(isSent(0, 65), "the wait has doubled");
        assertFalse(isSent(0, 100));
    }

    @Test
    void shouldLookAgainLaterTheOlderTheQuestionIs() {
        assertTrue(isSent(0, 25));
        assertEquals(60, look(0, 30));
        assertEquals(65, look(20, 40), "not before the usual wait");
    }

    @Test
    void shouldDoubleTheWaitOfAllQuestionsWithEachProbe() {
        assertTrue(isSent(0, 25));
        assertWaits(50, 1);
        assertTrue(isSent(0, 75));
        assertWaits(100, 1);
        assertWaits(200, 4);
    }

    @Test
    void shouldEndTheBackoffWithTheAnswerToAQuestionSentOnceOnly() {
        assertTrue(isSent(0, 25));
        path.answeredCopy(26 * MS);
        assertWaits(50, 1);
        path.answered(26 * MS, 27 * MS);
        assertWaits(25, 1);
    }

    @Test
    void shouldSendAgainWhatWasSentBeforeAnAnsweredQuestion() {
        path.answered(10 * MS, 11 * MS);
        assertTrue(isSent(0, 25));
        assertTrue(isSent(5, 30));
        assertWaits(25, 1);
    }

    @Test
    void shouldLetTheAnswersComeInAfterASilence() {
        assertTrue(isSent(0, 25));
        path.answered(150 * MS, 200 * MS);
        assertEquals(225, look(0, 201));
        assertTrue(isSent(0, 225));
    }

    @Test
    void shouldSendFewAtOnceAndTwiceAsManyWhileAnswersCome() {
        path.answered(10 * MS, 11 * MS);
        assertEquals(4, sentAt(25));
        assertEquals(4, sentAt(30), "nothing was answered since");
        path.answeredCopy(31 * MS);
        assertEquals(8, sentAt(35));
        path.answeredCopy(36 * MS);
        assertEquals(16, sentAt(40));
        assertEquals(4, sentAt(400), "begins anew");
    }

    /** All that was sent in a burst may be lost, and nothing has been asked since. */
    @Test
    void shouldLetTwoOthersFollowAnAnsweredProbe() {
        assertTrue(isSent(0, 25));
        path.answeredCopy(26 * MS);
        assertEquals(51, look(0, 30));
        assertEquals(2, sentAt(51));
    }

    @Test
    void shouldLetTheAnswersBeReadAfterThisProcessWasStopped() {
        assertEquals(225, path.nextLookNanos(0, 175 * MS, 200 * MS) / MS);
        assertEquals(1_000, path.nextLookNanos(0, 175 * MS, 1_000 * MS) / MS, "but not for ever");
    }

    @Test
    void shouldExpectOfANewPeerWhatOthersHaveTaken() {
        PeerPath another = new PeerPath(BACKOFF, kind);
        assertTrue(another.waitNanos(1, random) <= 30 * MS);
        another.answered(0, 100 * MS);
        assertTrue(another.waitNanos(1, random) >= 240 * MS, "its own");
    }

    private boolean isSent(long askedMs, long nowMs) {
        return look(askedMs, nowMs) == nowMs;
    }

    /** Of many questions sent at 0. */
    private int sentAt(long nowMs) {
        int sent = 0;
        for (int question = 0; question < 256; question++) {
            sent += isSent(0, nowMs) ? 1 : 0;
        }
        return sent;
    }

    private long look(long askedMs, long nowMs) {
        return path.nextLookNanos(askedMs * MS, 0, nowMs * MS) / MS;
    }

    private void assertWaits(long ms, int ask) {
        long waited = path.waitNanos(ask, random);
        assertTrue(waited >= 0.8 * ms * MS && waited <= 1.2 * ms * MS, waited + " for " + ms + " ms");
    }
}
