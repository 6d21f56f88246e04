package io.spoor.protocol.udp;

import io.spoor.protocol.node.Output;

/**
 * A command to a concrete core, as one input of it: {@code node.execute((now, out) -> core.drain(now, out))}.
 *
 * @param <E> the facts of the core
 */
@FunctionalInterface
public interface Command<E> {
    void run(long nowNanos, Output<E> out);
}
