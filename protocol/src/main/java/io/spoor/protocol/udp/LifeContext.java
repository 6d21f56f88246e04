package io.spoor.protocol.udp;

import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.TraceContext;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The trace context of a process life: random, never sampled. It stands in messages of no one job, so that every packet
 * carries one and all packets of a life can be told from those of another.
 */
final class LifeContext implements TraceContexts {
    private final TraceContexts contexts;
    private final TraceContext life;

    /** Asks {@code contexts} first. */
    LifeContext(TraceContexts contexts, RandomGenerator random) {
        this.contexts = contexts;
        this.life = unsampled(random);
    }

    @Override
    public TraceContext contextOf(Message message) {
        TraceContext own = contexts.contextOf(message);
        return own.isPresent() || isOfOneJob(message.type()) ? own : life;
    }

    private static TraceContext unsampled(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        String traceId = hex.toHexDigits(notZero(random)) + hex.toHexDigits(random.nextLong());
        return TraceContext.of("00-" + traceId + "-" + hex.toHexDigits(notZero(random)) + "-00");
    }

    private static long notZero(RandomGenerator random) {
        return random.nextLong() | 1;
    }

    private static boolean isOfOneJob(MessageType type) {
        return switch (type) {
            case POLL, POLL_ACK, HEARTBEAT, HEARTBEAT_ACK -> false;
            case SUBMIT,
                    ACCEPTED,
                    FINISHED,
                    REFUSED,
                    CANCEL,
                    ASSIGN,
                    STARTED,
                    COMPLETED,
                    ASSIGN_REFUSED,
                    CANCEL_ATTEMPT,
                    FETCH -> true;
        };
    }
}
