package io.spoor.protocol.udp;

/**
 * Reads the facts that a core tells, at once and on its event loop: before the sends of the same turn leave, so that it
 * can begin the span whose context they carry. It must not block; an exception of it is counted and logged.
 *
 * @param <E> the facts
 */
@FunctionalInterface
public interface FactListener<E> {
    void on(E fact, long nowNanos);
}
