package io.spoor.protocol.node;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;

/** Where a core puts the results of a turn. Passed in, so that a turn allocates nothing for it. */
public interface Output<E> {
    /** A message leaves at the end of the turn; the runner packs several to one address into one datagram. */
    void send(Endpoint to, Message message);

    /** A fact: something has happened. Spans, meters, logs and tests read these and nothing else. */
    void tell(E fact);
}
