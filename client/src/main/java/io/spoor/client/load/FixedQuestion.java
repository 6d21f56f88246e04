package io.spoor.client.load;

import io.spoor.protocol.RawJson;
import io.spoor.protocol.json.JsonEquality;
import org.jspecify.annotations.Nullable;

/**
 * The same question for every job.
 *
 * @param arguments what the function is given
 * @param answer the right result, as JSON: white space, the order of fields, and how a number is written make no
 *     difference; null: any result is right
 */
public record FixedQuestion(RawJson arguments, @Nullable RawJson answer) implements Question {
    @Override
    public boolean isAnswer(RawJson result) {
        return answer == null || JsonEquality.isSame(answer, result);
    }

    @Override
    public String expected() {
        return answer == null ? "any result" : answer.toString();
    }
}
