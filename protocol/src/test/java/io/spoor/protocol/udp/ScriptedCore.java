package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A core that does what a test says, and keeps what it was called with, in order, and by which threads. */
class ScriptedCore implements Node<String> {
    /** {@code m:<type>} or {@code deadline}. */
    final List<String> journal = new CopyOnWriteArrayList<>();

    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<Long> times = new CopyOnWriteArrayList<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Only the loop changes it; tests do so in commands. */
    volatile long deadlineNanos = Long.MAX_VALUE;

    @Override
    public final void onMessage(Endpoint from, Message message, long nowNanos, Output<String> out) {
        journal.add("m:" + message.type().wireName());
        messages.add(message);
        called(nowNanos);
        received(from, message, nowNanos, out);
    }

    @Override
    public final void onDeadline(long nowNanos, Output<String> out) {
        journal.add("deadline");
        called(nowNanos);
        due(nowNanos, out);
    }

    @Override
    public final long nextDeadlineNanos() {
        return deadlineNanos;
    }

    /** What the core does with a message: nothing unless a test says otherwise. */
    void received(Endpoint from, Message message, long nowNanos, Output<String> out) {}

    /** What the core does when a deadline is due: it has no further one unless a test says otherwise. */
    void due(long nowNanos, Output<String> out) {
        deadlineNanos = Long.MAX_VALUE;
    }

    private void called(long nowNanos) {
        threads.add(Thread.currentThread());
        times.add(nowNanos);
    }
}
