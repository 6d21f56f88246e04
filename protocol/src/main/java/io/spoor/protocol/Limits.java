package io.spoor.protocol;

/** The bounds that both sides of the wire know. Each is checked where a message enters: by the codec or by the API. */
public final class Limits {
    /** Protocol version spoken: the field {@code v} of every message. */
    public static final int VERSION = 1;

    /** A datagram never exceeds this: overlay networks are narrow, and IP fragments get lost. */
    public static final int DATAGRAM_MAX_BYTES = 1_200;

    /** Kept free in each datagram for a trailing {@code auth} message. */
    public static final int AUTH_RESERVED_BYTES = 120;

    /** What one message, or several in one datagram, may take. */
    public static final int PACKET_MAX_BYTES = DATAGRAM_MAX_BYTES - AUTH_RESERVED_BYTES;

    /** Arguments of a job and result of a calculation: with the longest names, a message still fits a packet. */
    public static final int PAYLOAD_MAX_BYTES = 512;

    /** Characters of an identity or a function name: {@code [A-Za-z0-9._-]}, at least one. */
    public static final int NAME_MAX_LENGTH = 48;

    /** Bytes (UTF-8) of a {@code reason}; a longer one is cut by its author. */
    public static final int REASON_MAX_BYTES = 200;

    /** Bytes of a {@code tracestate} that is passed on; a longer one is dropped, as W3C allows. */
    public static final int TRACESTATE_MAX_BYTES = 128;

    /** Functions a calculator may offer. */
    public static final int FUNCTIONS_MAX = 8;

    /** Jobs that one {@code poll} may name: as many as fit a packet, also in its {@code pollAck}. */
    public static final int POLL_IDS_MAX = 25;

    /** Largest {@code number} of a poll or a heartbeat: the integers that every JSON library keeps exactly. */
    public static final long NUMBER_MAX = (1L << 53) - 1;

    /** Longest {@code timeoutMs}: 30 days. */
    public static final long TIMEOUT_MAX_MS = 2_592_000_000L;

    /** Most attempts a job may ask for. */
    public static final int ATTEMPTS_MAX = 100;

    /** Most slots of one calculator. */
    public static final int SLOTS_MAX = 1_024;

    /** No asker waits longer than this between two askings of an open question; reply caches count on it. */
    public static final long ASK_INTERVAL_MAX_MS = 500;

    /** Levels of nesting in arguments and results. */
    public static final int JSON_DEPTH_MAX = 64;

    private Limits() {}

    /** Whether the text can be an identity or the name of a function. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > NAME_MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
