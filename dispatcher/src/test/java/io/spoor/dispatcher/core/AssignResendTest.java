package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When a calculator is asked again follows what its answers have taken: after a first one of 20 ms, 20 + 4 × 10 ms, spread
 * by ±20 %; before any, what those of other calculators have taken, or 100 ms. Of the questions to one that answers
 * nothing, one at a time is asked again.
 */
class AssignResendTest {
    private static final int MANY = 256;

    private final World world = new World(settings -> settings.jobsPerClientMax = 2 * MANY);
    private final PlayedCalculator c1 = world.calculator("c1", 3);
    private PlayedCalculator many = c1;

    @Test
    void shouldWaitAWhileWhereNothingIsKnown() {
        world.fromClient(submit(1));
        assertAskedAgainAfter(75, 130);
    }

    @Test
    void shouldExpectOfANewCalculatorWhatOthersHaveTaken() {
        answerTheFirstAfter(20);
        c1.draining = true;
        c1.beat();
        PlayedCalculator c2 = world.calculator("c2", 3);
        world.fromClient(submit(2));
        assertEquals(1, c2.allAssigned().size());
        world.pass(45);
        assertEquals(0, c2.allAssigned().size());
        world.pass(35);
        assertEquals(1, c2.allAssigned().size());
    }

    @Test
    void shouldMeasureAResultThatComesWithoutAStart() {
        world.fromClient(submit(1));
        world.pass(20);
        c1.completes(c1.assigned().attempt());
        world.fromClient(submit(2));
        assertAskedAgainAfter(45, 80);
    }

    @Test
    void shouldAskAStoppedCalculatorOnlyNowAndThen() {
        List<AttemptId> asked = askManyAtOnce();
        world.pass(200);
        asked.forEach(many::started);
        world.pass(1_000);
        assertAskedAgainAtMost(4);
    }

    /** It beats before it has read what waits. */
    @Test
    void shouldNotBelieveTheFirstBeatAfterAPause() {
        List<AttemptId> asked = askManyAtOnce();
        world.pass(240);
        many.beat();
        asked.forEach(many::started);
        assertAskedAgainAtMost(4);
    }

    /** The answers wait in the socket: they are read before anything is judged. */
    @Test
    void shouldAskNothingAgainWhenItWasStoppedItself() {
        List<AttemptId> asked = askManyAtOnce();
        world.stopFor(200);
        world.pass(0);
        asked.forEach(many::started);
        world.pass(1_000);
        assertAskedAgainAtMost(0);
    }

    @Test
    void shouldAskAgainAfterOneWaitForWhatWasLostAmongAnsweredQuestions() {
        settle();
        world.fromClient(submit(5_001));
        AttemptId lost = many.assigned().attempt();
        for (int n = 1; n <= 4; n++) {
            world.pass(3);
            world.fromClient(submit(5_001 + n));
            many.run();
        }
        world.pass(23);
        assertEquals(
                List.of(lost), many.allAssigned().stream().map(Assign::attempt).toList());
    }

    @Test
    void shouldAskAgainForABurstThatWasLostFewAtFirst() {
        settle();
        world.facts.clear();
        List<AttemptId> lost = submitMany();
        world.pass(5);
        world.fromClient(submit(5_000));
        many.run();
        world.pass(30);
        int first = world.facts(DispatcherEvent.AttemptAskedAgain.class).size();
        assertTrue(first >= 1 && first < 40, first + " at first");
        for (int ms = 0; ms < 400; ms++) {
            many.allAssigned().forEach(assign -> many.started(assign.attempt()));
            world.pass(1);
        }
        assertEquals(
                lost.size(),
                world.facts(DispatcherEvent.AttemptAcknowledged.class).size() - 1);
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
        world.pass(130);
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
        world.pass(130);
        assertEquals(1, world.facts(DispatcherEvent.AttemptAskedAgain.class).size());
        c1.run();
        world.fromClient(submit(2));
        assertAskedAgainAfter(155, 245); // 100 ms, doubled once, but never more than 200 ms
    }

    @Test
    void shouldNotMeasureACopyOfAnAnswer() {
        AttemptId first = answerTheFirstAfter(20);
        world.pass(150);
        c1.started(first);
        world.fromClient(submit(2));
        assertAskedAgainAfter(45, 80);
    }

    /** A calculator with many slots gets a question for each, after it has answered one within a millisecond. */
    private List<AttemptId> askManyAtOnce() {
        settle();
        world.facts.clear();
        return submitMany();
    }

    private void settle() {
        c1.draining = true;
        c1.beat();
        many = world.calculator("many", MANY + 50);
        for (int n = 1; n <= 20; n++) {
            world.fromClient(submit(10_000 + n));
            world.pass(1);
            many.run();
        }
    }

    private List<AttemptId> submitMany() {
        for (int n = 1; n <= MANY; n++) {
            world.fromClient(submit(1_000 + n));
        }
        List<AttemptId> asked = many.allAssigned().stream().map(Assign::attempt).toList();
        assertEquals(MANY, asked.size());
        return asked;
    }

    private void assertAskedAgainAtMost(int most) {
        int again = world.facts(DispatcherEvent.AttemptAskedAgain.class).size();
        assertTrue(again <= most, again + " asked again");
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
