package io.spoor.protocol.trace;

/**
 * What attributes of spans and of their events are called: OpenTelemetry's semantic conventions where they have a word, our
 * own below {@code spoor.} where they have none.
 */
public final class AttributeNames {
    /** Text, 32 hex digits: the job, which is also the trace id where a client of ours began the trace. */
    public static final String JOB_ID = "spoor.job.id";

    /** Text: what is to be computed. */
    public static final String FUNCTION = "spoor.job.function";

    /** Text: how a job ended, or what an answer said; a {@link io.spoor.protocol.Status}. */
    public static final String STATUS = "spoor.job.status";

    /** Number: attempts that the job has cost; one that was refused costs none. */
    public static final String ATTEMPTS = "spoor.job.attempts";

    /** Flag: the only job of its command, sampled whatever the ratio. */
    public static final String SINGLE = "spoor.job.single";

    /** Text: the identity of a client's life. */
    public static final String CLIENT = "spoor.client.id";

    /** Text: the identity of a dispatcher's life. In {@code calculate} and {@code attempt}: the one that began it. */
    public static final String DISPATCHER = "spoor.dispatcher.id";

    /** Text: the identity of a calculator's life. */
    public static final String CALCULATOR = "spoor.calculator.id";

    /** Number, from 1: which attempt of the job. */
    public static final String ATTEMPT = "spoor.attempt";

    /** Text: why the attempt is no longer waited for, as {@code completed} or {@code calculator_lost}. */
    public static final String ATTEMPT_END = "spoor.attempt.end";

    /** Text: what the calculator said of the attempt; a {@link io.spoor.protocol.Status}. */
    public static final String ATTEMPT_STATUS = "spoor.attempt.status";

    /** Text: why there is another attempt: the {@link #ATTEMPT_END} of the one before; none for the first. */
    public static final String PREVIOUS_END = "spoor.attempt.previous_end";

    /** Flag: the dispatcher found the attempt running and took it over; it began before its span. */
    public static final String ADOPTED = "spoor.attempt.adopted";

    /** Number, ms: how long the attempt may take. */
    public static final String TIMEOUT_MS = "spoor.attempt.timeout_ms";

    /** Number: jobs of the function that wait when this one begins to, itself included. */
    public static final String QUEUE_DEPTH = "spoor.queue.depth";

    /** Number, from 1: the job's place among those that it takes turns with: those of its client, or those tried before. */
    public static final String QUEUE_POSITION = "spoor.queue.position";

    /** Number, from 1: which asking of the same question. */
    public static final String ASK = "spoor.ask";

    /** Text: why a job was asked for again. */
    public static final String WHY = "spoor.why";

    /** Text, for a person: why not. */
    public static final String REASON = "spoor.reason";

    /** Number, ms: how long a job waits before it is tried again. */
    public static final String DELAY_MS = "spoor.delay_ms";

    /** Number, ms: how long nothing was heard of a calculator. */
    public static final String SILENCE_MS = "spoor.silence_ms";

    /** On an event {@code failover}: the address that the job left. */
    public static final String FAILOVER_FROM = "spoor.failover.from";

    /** On an event {@code failover}: the address that the job went to. */
    public static final String FAILOVER_TO = "spoor.failover.to";

    /** Number, ms: how long a breakdown on purpose lasts. */
    public static final String BREAKDOWN_MS = "spoor.breakdown.duration_ms";

    /** Flag: the late result was good, and is the answer. */
    public static final String USED = "spoor.late.used";

    /** Flag: the second answer said something else than the first. */
    public static final String DIFFERENT = "spoor.duplicate.different";

    /** Text of few values: what went wrong; the same words as in metrics. */
    public static final String ERROR_TYPE = "error.type";

    /** Text: always {@code udp}. */
    public static final String TRANSPORT = "network.transport";

    public static final String PEER_ADDRESS = "network.peer.address";
    public static final String PEER_PORT = "network.peer.port";
    public static final String SERVER_ADDRESS = "server.address";
    public static final String SERVER_PORT = "server.port";

    private AttributeNames() {}
}
