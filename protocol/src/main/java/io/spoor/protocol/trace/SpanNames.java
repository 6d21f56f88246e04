package io.spoor.protocol.trace;

/** What spans are called. A trace of one job is a {@link #SUBMIT} with what is below it. */
public final class SpanNames {
    /** The client: from a job's submission to its end. The root; its trace id is the job's id. */
    public static final String SUBMIT = "submit";

    /** The dispatcher: from a job's acceptance to its answer. */
    public static final String DISPATCH = "dispatch";

    /** The dispatcher: one wait for a slot. */
    public static final String QUEUE = "queue";

    /** The dispatcher: one try on one calculator. Its end is the dispatcher's decision, so it survives the calculator. */
    public static final String ATTEMPT = "attempt";

    /** The calculator: one attempt while it holds a slot. */
    public static final String CALCULATE = "calculate";

    /** The dispatcher: a result came when its job was over. Without length. */
    public static final String LATE_RESULT = "late result";

    /** The calculator: it did not take an attempt. Without length. */
    public static final String NOT_TAKEN = "not taken";

    /** The calculator: it was asked for a result that it had sent before. Without length. */
    public static final String RESULT_RESENT = "result resent";

    /** The client: an answer came when the client had ended the job by itself. Without length. */
    public static final String LATE_ANSWER = "late answer";

    /** The client: a second answer came. Without length. */
    public static final String DUPLICATE_ANSWER = "duplicate answer";

    private SpanNames() {}
}
