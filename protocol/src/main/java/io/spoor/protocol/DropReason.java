package io.spoor.protocol;

/** Why a packet, or one message in it, could not be used. Each is a counter; none is ever an exception past the runner. */
public enum DropReason {
    /** Not JSON, or not an object; what follows in the datagram is lost with it, unless it was well-formed JSON. */
    MALFORMED("is not a JSON object"),
    /** Bytes that are not UTF-8; what follows in the datagram is lost with them. */
    NOT_UTF8("is not UTF-8"),
    /** A datagram over {@link Limits#DATAGRAM_MAX_BYTES}, or a payload over {@link Limits#PAYLOAD_MAX_BYTES}. */
    OVERSIZED("is longer than allowed"),
    /** A payload nested deeper than {@link Limits#JSON_DEPTH_MAX}. */
    TOO_DEEP("is nested deeper than allowed"),
    /** {@code v} is not {@link Limits#VERSION}: a peer that speaks another version. */
    UNKNOWN_VERSION("is of another protocol version"),
    /** {@code type} is none of {@link MessageType}. */
    UNKNOWN_TYPE("is of an unknown type"),
    /** A field that this type of message must have is not there. */
    MISSING_FIELD("lacks a field"),
    /** A field has the wrong JSON type, is out of its range, or contradicts another. */
    BAD_FIELD("has a field of the wrong type or out of range"),
    /** A field of this type of message is there twice: readers would not agree on which one counts. */
    DUPLICATE_FIELD("has the same field twice");

    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong, for a log line: the words after "a packet that …" or "a message that …". */
    public String sentence() {
        return sentence;
    }
}
