package io.spoor.client.load;

import io.spoor.protocol.RawJson;

/** What one job asks, and which results are right. */
public interface Question {
    /** What the function is given. */
    RawJson arguments();

    /** Whether this result is right. */
    boolean isAnswer(RawJson result);

    /** The right result, in words for a person. */
    String expected();
}
