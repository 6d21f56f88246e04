package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Status;
import org.junit.jupiter.api.Test;

/**
 * When a calculator is asked again follows what its answers have taken: after a first one of 20 ms, 20 + 4 × 10 ms, spread
 * by ±20 %; before any, 25 ms.
 */
class AssignResendTest {
    private final World world = new World();
    private final PlayedCalculator c1 = world.calculator("c1", 3);

    @Test
    void shouldAskAgainSoonWhereNothingIsKnown() {
        world.fromClient(submit(1));
        assertAskedAgainAfter(15, 35);
    }

    @Test
    void shouldAskAgainLaterWhereAnswersTakeLong() {
        answerTheFirstAfter(20);
        world.fromClient(submit(2));
        assertAskedAgainAfter(45, 80);
    }

    @Test
    void shouldSayWhoIsAsked() {
        world.fromClient(submit(1));
        assertEquals("c1", c1.assigned().calculator());
        world.pass(40);
        assertEquals("c1", c1.assigned().calculator(), "asked again");
    }

    @Test
    void shouldMeasureARefusalToo() {
        world.fromClient(submit(1));
        world.pass(20);
        c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        c1.beat();
        assertAskedAgainAfter(45, 80);
    }

    /** Nobody knows which of the askings it answers (Karn). */
    @Test
    void shouldNotMeasureTheAnswerToWhatWasAskedTwice() {
        world.fromClient(submit(1));
        world.pass(40);
        assertEquals(2, world.facts(DispatcherEvent.AttemptAskedAgain.class).size() + 1);
        c1.run();
        world.fromClient(submit(2));
        assertAskedAgainAfter(15, 35);
    }

    @Test
    void shouldNotMeasureACopyOfAnAnswer() {
        AttemptId first = answerTheFirstAfter(20);
        world.pass(150);
        c1.started(first);
        world.fromClient(submit(2));
        assertAskedAgainAfter(45, 80);
    }

    private AttemptId answerTheFirstAfter(long ms) {
        world.fromClient(submit(1));
        world.pass(ms);
        return c1.run();
    }

    /** The asking under way is repeated in this time, not before. */
    private void assertAskedAgainAfter(long noMs, long yesMs) {
        assertEquals(1, c1.allAssigned().size());
        world.pass(noMs);
        assertEquals(0, c1.allAssigned().size(), "after " + noMs + " ms");
        world.pass(yesMs - noMs);
        assertEquals(1, c1.allAssigned().size(), "after " + yesMs + " ms");
    }
}
