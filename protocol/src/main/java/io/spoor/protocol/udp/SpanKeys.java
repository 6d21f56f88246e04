package io.spoor.protocol.udp;

import io.opentelemetry.api.common.AttributeKey;
import io.spoor.protocol.trace.AttributeNames;

/** {@link AttributeNames} with their types, for those who write spans. */
public final class SpanKeys {
    public static final AttributeKey<String> JOB_ID = text(AttributeNames.JOB_ID);
    public static final AttributeKey<String> FUNCTION = text(AttributeNames.FUNCTION);
    public static final AttributeKey<String> STATUS = text(AttributeNames.STATUS);
    public static final AttributeKey<Long> ATTEMPTS = number(AttributeNames.ATTEMPTS);
    public static final AttributeKey<Boolean> SINGLE = flag(AttributeNames.SINGLE);
    public static final AttributeKey<String> CLIENT = text(AttributeNames.CLIENT);
    public static final AttributeKey<String> DISPATCHER = text(AttributeNames.DISPATCHER);
    public static final AttributeKey<String> CALCULATOR = text(AttributeNames.CALCULATOR);
    public static final AttributeKey<Long> ATTEMPT = number(AttributeNames.ATTEMPT);
    public static final AttributeKey<String> ATTEMPT_END = text(AttributeNames.ATTEMPT_END);
    public static final AttributeKey<String> ATTEMPT_STATUS = text(AttributeNames.ATTEMPT_STATUS);
    public static final AttributeKey<String> PREVIOUS_END = text(AttributeNames.PREVIOUS_END);
    public static final AttributeKey<Boolean> ADOPTED = flag(AttributeNames.ADOPTED);
    public static final AttributeKey<Long> TIMEOUT_MS = number(AttributeNames.TIMEOUT_MS);
    public static final AttributeKey<Long> QUEUE_DEPTH = number(AttributeNames.QUEUE_DEPTH);
    public static final AttributeKey<Long> QUEUE_POSITION = number(AttributeNames.QUEUE_POSITION);
    public static final AttributeKey<Long> ASK = number(AttributeNames.ASK);
    public static final AttributeKey<String> WHY = text(AttributeNames.WHY);
    public static final AttributeKey<String> REASON = text(AttributeNames.REASON);
    public static final AttributeKey<Long> DELAY_MS = number(AttributeNames.DELAY_MS);
    public static final AttributeKey<Long> SILENCE_MS = number(AttributeNames.SILENCE_MS);
    public static final AttributeKey<Long> BREAKDOWN_MS = number(AttributeNames.BREAKDOWN_MS);
    public static final AttributeKey<String> FAILOVER_FROM = text(AttributeNames.FAILOVER_FROM);
    public static final AttributeKey<String> FAILOVER_TO = text(AttributeNames.FAILOVER_TO);
    public static final AttributeKey<Boolean> USED = flag(AttributeNames.USED);
    public static final AttributeKey<Boolean> DIFFERENT = flag(AttributeNames.DIFFERENT);
    public static final AttributeKey<String> ERROR_TYPE = text(AttributeNames.ERROR_TYPE);
    public static final AttributeKey<String> TRANSPORT = text(AttributeNames.TRANSPORT);
    public static final AttributeKey<String> PEER_ADDRESS = text(AttributeNames.PEER_ADDRESS);
    public static final AttributeKey<Long> PEER_PORT = number(AttributeNames.PEER_PORT);
    public static final AttributeKey<String> SERVER_ADDRESS = text(AttributeNames.SERVER_ADDRESS);
    public static final AttributeKey<Long> SERVER_PORT = number(AttributeNames.SERVER_PORT);

    /** The value of {@link #TRANSPORT}. */
    public static final String UDP = "udp";

    private SpanKeys() {}

    private static AttributeKey<String> text(String name) {
        return AttributeKey.stringKey(name);
    }

    private static AttributeKey<Long> number(String name) {
        return AttributeKey.longKey(name);
    }

    private static AttributeKey<Boolean> flag(String name) {
        return AttributeKey.booleanKey(name);
    }
}
