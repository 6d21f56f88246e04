package io.spoor.client.trace;

/** What must be so in every job's trace. */
public enum Rule {
    /** The trace is there, and has one root, the client's {@code submit}. */
    ONE_ROOT("one root", "a trace for each job, with one root: submit"),
    /** {@code submit} and the {@code dispatch} of the life that answered say what the client got. */
    ONE_OUTCOME("one outcome", "one outcome, and all agree on it"),
    /** Each attempt is there and closed, and there are as many as the job cost: retries + 1. */
    ATTEMPTS("attempts", "attempts = retries + 1, each closed, numbered without gaps"),
    /** Each attempt that its calculator completed has the calculator's {@code calculate}, which says the same. */
    CALCULATIONS("calculations", "each completed attempt was calculated once, and both agree"),
    /** No span's parent is missing. */
    NO_ORPHANS("no orphans", "every span's parent is there"),
    /** The waits and the attempts of a job follow each other, and together take no longer than the job. */
    QUEUE_AND_ATTEMPTS("queue + attempts", "queue + attempts ≤ total, one after the other"),
    /** What is caused comes later than its cause. */
    ORDER("order", "time stamps in order, from process to process too");

    private final String title;
    private final String meaning;

    Rule(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    /** The rule in words. */
    public String meaning() {
        return meaning;
    }
}
