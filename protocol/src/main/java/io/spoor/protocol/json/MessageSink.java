package io.spoor.protocol.json;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;

/** Takes what a datagram held, in its order. Every datagram leads to at least one call, unless it held only {@code auth}. */
public interface MessageSink {
    /** A message that is within all {@link io.spoor.protocol.Limits}. */
    void onMessage(Message message);

    /**
     * Something that cannot be used.
     *
     * @param where for a log line: the name of the field at fault, or the place in the datagram; never text of the sender
     */
    void onDropped(DropReason reason, String where);
}
