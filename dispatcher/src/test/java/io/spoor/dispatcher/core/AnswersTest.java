package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final long NOW = ms(1_000);

    private final Answers answers = new Answers(10_000);

    @Test
    void shouldKeepAnAnswerForTenOfTheLongestIntervals() {
        Finished finished = finished(1);
        answers.give("client-1", finished, Long.MAX_VALUE, NOW);
        assertEquals(new Answers.Answer("client-1", finished), answers.given(job(1), NOW + ms(5_000)));
        assertNotNull(answers.given(job(1), NOW + ms(5_499)));
        assertNull(answers.given(job(1), NOW + ms(5_500)));
    }

    @Test
    void shouldKeepAnAnswerNoLongerThanItsClientCanAsk() {
        answers.give("client-1", finished(1), NOW + ms(1_000), NOW);
        assertNotNull(answers.given(job(1), NOW + ms(1_499)), "the last asking may be under way");
        assertNull(answers.given(job(1), NOW + ms(1_500)));
    }

    @Test
    void shouldKeepTheAnswerOfAJobWhoseTimeIsOver() {
        answers.give("client-1", finished(1), NOW - ms(2_000), NOW);
        assertNotNull(answers.given(job(1), NOW + ms(499)));
    }

    @Test
    void shouldKeepTheFirstAnswer() {
        answers.give("client-1", finished(1), Long.MAX_VALUE, NOW);
        answers.give("client-2", finished(1), Long.MAX_VALUE, NOW);
        Answers.Answer given = answers.given(job(1), NOW);
        assertNotNull(given);
        assertEquals("client-1", given.client());
    }

    @Test
    void shouldBeFullWhenItsBytesAreUsedAndEmptyWhenTheyExpire() {
        int n = 0;
        while (!answers.isFull(NOW)) {
            answers.give("client-1", finished(++n), Long.MAX_VALUE, NOW);
        }
        assertTrue(n > 60 && n <= 100, "answers: " + n);
        assertTrue(answers.bytes() >= 10_000 && answers.bytes() < 11_000, "bytes: " + answers.bytes());
        assertNotNull(answers.given(job(1), NOW), "nothing is forgotten for it");
        assertFalse(answers.isFull(NOW + ms(5_500)));
    }

    @Test
    void shouldKeepAGoodResultForWhoeverAsks() {
        Completed completed = completed(1);
        answers.keep(completed, NOW);
        assertEquals(completed, answers.unclaimed(job(1), NOW + ms(4_999)));
        assertNull(answers.unclaimed(job(1), NOW + ms(5_000)));
        assertNull(answers.given(job(1), NOW), "it is no outcome yet");
    }

    @Test
    void shouldBoundTheResultsThatNobodyAsksFor() {
        for (int n = 1; n <= 1_000; n++) {
            answers.keep(completed(n), NOW);
        }
        assertTrue(answers.bytes() < 11_000, "bytes: " + answers.bytes());
        assertFalse(answers.isFull(NOW), "and new work is not refused for them");
    }

    private static Finished finished(int n) {
        return new Finished(TraceContext.NONE, World.ME, job(n), Status.OK, RawJson.of("4"), null, 1, "c1");
    }

    private static Completed completed(int n) {
        AttemptId attempt = new AttemptId(job(n), 1, "dispatcher-0");
        return new Completed(TraceContext.NONE, "c1", attempt, Status.OK, RawJson.of("4"), null);
    }
}
