package io.spoor.protocol;

/** Every type of message, with its name on the wire and who sends it to whom. */
public enum MessageType {
    /** client → dispatcher: compute this. */
    SUBMIT("submit"),
    /** dispatcher → client: I have the job; from now on poll. */
    ACCEPTED("accepted"),
    /** dispatcher → client: the job's one outcome. */
    FINISHED("finished"),
    /** dispatcher → client: not now; ask again after a while. No outcome. */
    REFUSED("refused"),
    /** client → dispatcher: do you still have these jobs? */
    POLL("poll"),
    /** dispatcher → client: these of the polled jobs I do not know. */
    POLL_ACK("pollAck"),
    /** client → dispatcher: I no longer want this job. */
    CANCEL("cancel"),
    /** dispatcher → calculator: run this attempt. */
    ASSIGN("assign"),
    /** calculator → dispatcher: the attempt runs; heartbeats speak for it from now on. */
    STARTED("started"),
    /** calculator → dispatcher: the attempt's one result. */
    COMPLETED("completed"),
    /** calculator → dispatcher: the attempt was not begun. */
    ASSIGN_REFUSED("assignRefused"),
    /** dispatcher → calculator: stop this attempt. */
    CANCEL_ATTEMPT("cancelAttempt"),
    /** dispatcher → calculator: say again how this completed attempt ended. */
    FETCH("fetch"),
    /** calculator → dispatcher: I live; this is what I run. */
    HEARTBEAT("heartbeat"),
    /** dispatcher → calculator: I hear you. */
    HEARTBEAT_ACK("heartbeatAck");

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of the field {@code type}. */
    public String wireName() {
        return wireName;
    }
}
