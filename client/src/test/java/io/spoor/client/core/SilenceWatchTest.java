package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private final SilenceWatch watch = new SilenceWatch(100);

    @Test
    void shouldExpectNothingWhileNothingIsAsked() {
        assertEquals(Long.MAX_VALUE, watch.nextDeadlineNanos());
        assertFalse(watch.isOver(1_000_000));
    }

    @Test
    void shouldCountFromTheFirstQuestionThatNobodyAnswered() {
        watch.asked(10);
        watch.asked(90);
        assertEquals(110, watch.nextDeadlineNanos());
        assertFalse(watch.isOver(109));
        assertTrue(watch.isOver(110));
    }

    @Test
    void shouldForgetTheSilenceWhenAWordIsHeard() {
        watch.asked(10);
        watch.heard();
        watch.asked(50);
        assertEquals(150, watch.nextDeadlineNanos());
    }

    @Test
    void shouldSayItOnceAndStartAnewWithTheNextQuestion() {
        watch.asked(10);
        assertTrue(watch.isOver(200));
        assertFalse(watch.isOver(400));
        watch.asked(500);
        assertEquals(600, watch.nextDeadlineNanos());
    }
}
