package io.spoor.protocol.udp;

import io.spoor.protocol.Message;
import io.spoor.protocol.TraceContext;

/** Which trace context a message leaves under. Asked on the event loop for each message, after the turn's facts. */
@FunctionalInterface
public interface TraceContexts {
    /** Each message under the context that the core gave it. */
    TraceContexts FROM_THE_CORE = Message::trace;

    /**
     * The context to write, such as that of the attempt's span into its {@code assign}.
     *
     * @return {@link TraceContext#NONE} for none; a message of no one job then carries that of the process life
     */
    TraceContext contextOf(Message message);
}
