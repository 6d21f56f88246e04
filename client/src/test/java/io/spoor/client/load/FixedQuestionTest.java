package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.RawJson;
import org.junit.jupiter.api.Test;

class FixedQuestionTest {
    private static final RawJson ARGUMENTS = RawJson.of("{}");

    @Test
    void shouldAcceptTheExpectedResultHoweverItIsWritten() {
        Question question = new FixedQuestion(ARGUMENTS, RawJson.of("{\"a\":1}"));
        assertTrue(question.isAnswer(RawJson.of("{ \"a\": 1.0 }")));
        assertFalse(question.isAnswer(RawJson.of("{\"a\":2}")));
    }

    @Test
    void shouldAcceptAnyResultIfNoneIsExpected() {
        assertTrue(new FixedQuestion(ARGUMENTS, null).isAnswer(RawJson.NULL));
    }
}
