package io.spoor.protocol.node;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;

/**
 * A participant without I/O. Inputs carry the time; nothing inside reads a clock, a socket or a thread: the same state
 * and the same input give the same output, so that one core runs on an event loop and in a simulator alike.
 *
 * <p>The caller's duties: (1) one call at a time; (2) {@code nowNanos} never goes back (it counts from the start of the
 * runner, so it does not overflow); (3) after every call, look at {@link #nextDeadlineNanos()} and call
 * {@link #onDeadline} at that time or later; (4) read waiting datagrams before firing a deadline that is overdue;
 * (5) hand the facts of a turn to their readers before its sends leave.
 *
 * @param <E> the facts this participant reports
 */
public interface Node<E> {
    /** A message has arrived. {@code from} is the source of its packet: the only address a reply goes to. */
    void onMessage(Endpoint from, Message message, long nowNanos, Output<E> out);

    /**
     * Does what is due, a bounded amount of it: it may leave a deadline in the past, to be called again after the next
     * reads. Called too early it changes nothing.
     */
    void onDeadline(long nowNanos, Output<E> out);

    /** When {@link #onDeadline} wants to be called next; {@link Long#MAX_VALUE}: nothing is pending. */
    long nextDeadlineNanos();
}
