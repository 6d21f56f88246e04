package io.spoor.dispatcher.core;

/** Why an attempt is no longer the one its job waits for. */
public enum AttemptEnd {
    /** The calculator said how it ended. */
    COMPLETED("completed"),
    /** The calculator did not take it; costs no attempt. */
    REFUSED("refused"),
    /** Nothing was heard of it for the length of a lease. */
    LEASE_EXPIRED("lease_expired"),
    /** It ran for too long. */
    TIMED_OUT("timeout"),
    /** Its calculator is DEAD. */
    CALCULATOR_LOST("calculator_lost"),
    /** Its job ended without it: deadline, cancel, or the late result of another attempt. */
    GIVEN_UP("given_up");

    private final String word;

    AttemptEnd(String word) {
        this.word = word;
    }

    /** The same word in spans ({@code error.type}), metrics and logs. */
    public String word() {
        return word;
    }
}
