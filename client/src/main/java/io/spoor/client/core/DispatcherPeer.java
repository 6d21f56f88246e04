package io.spoor.client.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.node.PeerPath;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of the dispatcher at one address, and which accepted and overdue jobs it is polled for. */
final class DispatcherPeer {
    /** How often an overdue job is polled before it is given up. */
    private static final int OVERDUE_POLLS = 8;

    private static final long NEVER = Long.MAX_VALUE;

    private final Endpoint address;
    private final long seed;
    private final long quietNanos;
    private @Nullable String life;
    private long openSinceNanos = NEVER;

    final PeerPath path;
    final PollRound accepted;
    final PollRound overdue;
    final SentPolls sentPolls = new SentPolls();
    final Pulse pulse;

    /** {@code pollNumbers} counts the polls of the client, to all dispatchers. */
    DispatcherPeer(Endpoint address, String client, ClientSettings settings, PeerPath path, LongSupplier pollNumbers) {
        this.address = address;
        this.quietNanos = settings.resendMaxNanos();
        this.seed = mix(31L * address.host().hashCode() + address.port());
        this.path = path;
        this.accepted = new PollRound(client, settings.pollNanos(), pollNumbers);
        long overdueNanos = Math.max(1, settings.resendMaxNanos() / OVERDUE_POLLS);
        this.overdue = new PollRound(client, overdueNanos, pollNumbers);
        this.pulse = new Pulse(settings.failoverNanos(), settings.resendMaxNanos());
    }

    Endpoint address() {
        return address;
    }

    /** The life that was last heard here; null: none yet. */
    @Nullable
    String life() {
        return life;
    }

    /** It is asked something. */
    void asked(long nowNanos) {
        pulse.asked(nowNanos);
        if (openSinceNanos == NEVER) {
            openSinceNanos = nowNanos;
        }
    }

    /** It has spoken; whether that ends a silence. */
    boolean heard() {
        openSinceNanos = NEVER;
        return pulse.heard();
    }

    /** Whether a question has been open for the longest interval and no word has come since. */
    boolean isQuiet(long nowNanos) {
        return openSinceNanos != NEVER && nowNanos - openSinceNanos >= quietNanos;
    }

    /** Nobody waits for an answer any more. */
    void rest() {
        openSinceNanos = NEVER;
        pulse.rest();
    }

    /** Somebody has spoken here; whether it is another life than before. */
    boolean meet(String dispatcher) {
        boolean isNew = !dispatcher.equals(life);
        life = dispatcher;
        return isNew;
    }

    boolean isWell() {
        return !pulse.isSilent();
    }

    /** How much this dispatcher attracts the job; the same in every process, and independent of the other dispatchers. */
    long weight(JobId job) {
        return mix(job.high() ^ mix(job.low() ^ seed));
    }

    /** Spreads every bit over all (SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
