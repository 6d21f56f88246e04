package io.spoor.protocol.udp;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.MessageType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a node has read and sent since it was opened. Written on its loop, read from any thread; no number ever goes back
 * but {@link #lagMaxNanos()}.
 */
public final class UdpCounters {
    /** The lag is seen for 45 to 60 s: by each of several scrapers that come every 30 s. */
    private static final long LAG_WINDOW_MS = 15_000;

    private static final int LAG_WINDOWS = 4;

    private final LongAdder datagramsIn = new LongAdder();
    private final LongAdder datagramsOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Each<MessageType> messagesIn = new Each<>(MessageType.class);
    private final Each<MessageType> messagesOut = new Each<>(MessageType.class);
    private final Each<DropReason> dropped = new Each<>(DropReason.class);
    private final Each<SendFailure> sendFailures = new Each<>(SendFailure.class);
    private final LongAdder deadlinesDeferred = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final TimeWindowMax lagMaxNanos = new TimeWindowMax(Clock.SYSTEM, LAG_WINDOW_MS, LAG_WINDOWS);

    UdpCounters() {}

    public long datagramsIn() {
        return datagramsIn.sum();
    }

    /** Datagrams handed to the socket, also those that it then refused. */
    public long datagramsOut() {
        return datagramsOut.sum();
    }

    /** Bytes of UDP payload. */
    public long bytesIn() {
        return bytesIn.sum();
    }

    /** Bytes of UDP payload. */
    public long bytesOut() {
        return bytesOut.sum();
    }

    public long messagesIn(MessageType type) {
        return messagesIn.of(type).sum();
    }

    public long messagesOut(MessageType type) {
        return messagesOut.of(type).sum();
    }

    /** Datagrams, or single messages in them, that could not be read. */
    public long dropped(DropReason reason) {
        return dropped.of(reason).sum();
    }

    public long sendFailures(SendFailure reason) {
        return sendFailures.of(reason).sum();
    }

    /** How often a deadline that was due waited for another read of the socket. */
    public long deadlinesDeferred() {
        return deadlinesDeferred.sum();
    }

    /** Exceptions of the core, of the listener of facts or of the trace contexts: each is a bug, logged with its stack. */
    public long errors() {
        return errors.sum();
    }

    /** How late the timer has fired at most in the last minute: the lag of the event loop. */
    public double lagMaxNanos() {
        return lagMaxNanos.poll();
    }

    void onDatagramIn(int bytes) {
        datagramsIn.increment();
        bytesIn.add(bytes);
    }

    void onDatagramOut(int bytes) {
        datagramsOut.increment();
        bytesOut.add(bytes);
    }

    void onMessageIn(MessageType type) {
        messagesIn.of(type).increment();
    }

    void onMessageOut(MessageType type) {
        messagesOut.of(type).increment();
    }

    void onDropped(DropReason reason) {
        dropped.of(reason).increment();
    }

    void onSendFailed(SendFailure reason) {
        sendFailures.of(reason).increment();
    }

    void onDeadlineDeferred() {
        deadlinesDeferred.increment();
    }

    /** Counts a bug and says how many there are now. */
    long onError() {
        errors.increment();
        return errors.sum();
    }

    void onTimerLate(long nanos) {
        lagMaxNanos.record((double) nanos);
    }

    /** A counter for each constant of an enum. */
    private static final class Each<K extends Enum<K>> {
        private final Map<K, LongAdder> adders;

        Each(Class<K> keys) {
            adders = new EnumMap<>(keys);
            for (K key : keys.getEnumConstants()) {
                adders.put(key, new LongAdder());
            }
        }

        LongAdder of(K key) {
            return Objects.requireNonNull(adders.get(key));
        }
    }
}
