package io.spoor.tests.fuzz;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One core, and a network that says to it whatever the bytes make it say. Held for every core: it sends to nobody but
 * those who have spoken or are configured, everything that it sends fits the wire, a stranger gets no more than a small
 * multiple of what he sent, and what is due gets done in bounded time.
 */
final class CoreRun<E> implements Output<E> {
    /** Who is spoken for, and never answers: the address that a liar writes into his packets. */
    static final Endpoint VICTIM = new Endpoint("10.9.9.9", 9);

    /** Most bytes that a victim may get for each one sent in its name: the shortest question is 80, an answer 1,080. */
    static final int AMPLIFICATION_MAX = 16;

    private static final List<Endpoint> SENDERS =
            List.of(new Endpoint("10.0.0.1", 1), new Endpoint("10.0.0.2", 2), new Endpoint("10.0.0.3", 3), VICTIM);

    private static final long MS = 1_000_000;
    private static final List<Long> STEPS_MS = List.of(0L, 1L, 5L, 30L, 100L, 250L, 700L, 5_000L, 100_000L);

    /** The runner writes a context into each message that has none. */
    private static final int TRACE_BYTES = 73;

    /** Far more than a core of these few jobs can need. */
    private static final int TURNS_MAX = 1_000;

    private final InputBytes in;
    private final Node<E> core;
    private final Consumer<E> facts;
    private final JsonCodec codec = new JsonCodec();
    private final List<byte[]> said = new ArrayList<>();
    private final Map<Endpoint, Long> bytesFrom = new HashMap<>();
    private final Map<Endpoint, Long> bytesTo = new HashMap<>();
    final DrawnMessages drawn;
    private long owedBytes;
    private long nowNanos = 1_000 * MS;

    CoreRun(InputBytes in, Node<E> core, List<Endpoint> configured, Consumer<E> facts) {
        this.in = in;
        this.core = core;
        this.facts = facts;
        this.drawn = new DrawnMessages(in);
        configured.forEach(this::allow);
    }

    /** From now on the core may send there, as its configuration says. */
    void allow(Endpoint configured) {
        bytesFrom.put(configured, Long.MAX_VALUE / AMPLIFICATION_MAX / 2);
    }

    /** Something else brought about that a packet may go to the victim. */
    void owe() {
        owedBytes += Limits.PACKET_MAX_BYTES;
    }

    long nowNanos() {
        return nowNanos;
    }

    /** The next thing happens: a message, a datagram, or time passes. */
    void step() {
        switch (in.below(8)) {
            case 0 -> datagram(in.oneOf(SENDERS), in.block());
            case 1 -> replay(in.oneOf(SENDERS));
            case 2, 3 -> pass(in.oneOf(STEPS_MS) * MS);
            default -> message(in.oneOf(SENDERS), drawn.next());
        }
    }

    private void message(Endpoint from, Message message) {
        int length = codec.encode(message);
        if (length != JsonCodec.TOO_LONG) {
            datagram(from, Arrays.copyOf(codec.encoded(), length));
        }
    }

    /** What was said before is said again, maybe under another address. */
    private void replay(Endpoint from) {
        int back = in.any();
        if (!said.isEmpty()) {
            datagram(from, said.get(said.size() - 1 - back % said.size()));
        }
    }

    private void datagram(Endpoint from, byte[] bytes) {
        said.add(bytes);
        bytesFrom.merge(from, (long) bytes.length, Long::sum);
        List<Message> messages = new ArrayList<>();
        codec.decode(bytes, 0, bytes.length, new MessageSink() {
            @Override
            public void onMessage(Message message) {
                messages.add(message);
            }

            @Override
            public void onDropped(DropReason reason, String where) {
                // Counted by the runner; the core does not hear of it.
            }
        });
        for (Message message : messages) {
            core.onMessage(from, message, nowNanos, this);
        }
        doWhatIsDue();
    }

    private void pass(long nanos) {
        nowNanos += nanos;
        core.onDeadline(nowNanos, this);
        doWhatIsDue();
    }

    private void doWhatIsDue() {
        for (int i = 0; core.nextDeadlineNanos() <= nowNanos; i++) {
            Broken.unless(i < TURNS_MAX, "there is no end to what is due");
            core.onDeadline(nowNanos, this);
        }
    }

    /** Nobody says anything any more, until the core waits for nothing or the time is over. */
    void comeToRest(long longestNanos) {
        long endNanos = nowNanos + longestNanos;
        pass(longestNanos);
        for (int i = 0; core.nextDeadlineNanos() != Long.MAX_VALUE; i++) {
            Broken.unless(i < TURNS_MAX && nowNanos <= 2 * endNanos, "does not come to rest");
            pass(core.nextDeadlineNanos() - nowNanos);
        }
    }

    @Override
    public void send(Endpoint to, Message message) {
        Broken.unless(bytesFrom.containsKey(to), "sends to %s, who has never spoken: %s", to, message);
        int length = codec.encode(message);
        Broken.unless(length != JsonCodec.TOO_LONG, "sends what fits no packet: %s", message);
        long sent = bytesTo.merge(to, (long) length + (message.trace().isPresent() ? 0 : TRACE_BYTES), Long::sum);
        if (to.equals(VICTIM)) {
            long received = bytesFrom.getOrDefault(to, 0L);
            Broken.unless(
                    sent <= AMPLIFICATION_MAX * received + owedBytes,
                    "sends %d bytes for %d, last: %s",
                    sent,
                    received,
                    message);
        } else {
            drawn.heard(message);
        }
    }

    @Override
    public void tell(E fact) {
        facts.accept(fact);
    }
}
