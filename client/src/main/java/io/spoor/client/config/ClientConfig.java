package io.spoor.client.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.spoor.protocol.Limits;
import io.spoor.protocol.config.AtLeast;
import io.spoor.protocol.config.LogConfig;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.config.SocketConfig;
import io.spoor.protocol.config.TelemetryConfig;
import io.spoor.protocol.config.Text;
import java.util.List;
import java.util.Optional;

/** The client's keys. Their values live in {@code config/client.json}. */
@RegisterForReflection
@ConfigMapping(prefix = "spoor", namingStrategy = NamingStrategy.VERBATIM)
public interface ClientConfig {
    /** First part of the identity of this process's life; a random suffix follows. */
    @Text(Text.Form.NAME)
    String name();

    /** Address to send from and listen on; {@code 0.0.0.0} is every interface. */
    @Text(Text.Form.HOST)
    String host();

    /** UDP port; 0 takes any free one, which is right unless a firewall wants to know. */
    @Range(min = 0, max = 65_535)
    int port();

    /**
     * Dispatchers to ask, each as {@code host:port}; a name with several addresses stands for as many. Each job asks one of
     * them, and another when that one is silent.
     */
    @Range(min = 1, max = 16)
    @Text(Text.Form.ADDRESS)
    List<String> dispatchers();

    /** Function that jobs ask for where the command line does not say. */
    @Text(Text.Form.NAME)
    String function();

    /**
     * How long a job may take from its submission to its answer, all attempts included, ms. Lower fails jobs that had to
     * wait; higher waits longer for what never comes.
     */
    @Range(min = 1, max = Limits.TIMEOUT_MAX_MS)
    long timeoutMs();

    /** Attempts a job gets; 0 leaves it to the dispatcher, 1 is never knowingly run twice. */
    @Range(min = 0, max = Limits.ATTEMPTS_MAX)
    int attempts();

    /**
     * Longest time for one attempt, ms; an attempt that takes longer is stopped and retried. 0: as long as the job has time.
     * Lower than honest work takes, it fails; without it a calculation that hangs holds its job until the deadline.
     */
    @Range(min = 0, max = Limits.TIMEOUT_MAX_MS)
    long attemptTimeoutMs();

    /**
     * Shortest wait before an unanswered submit is sent again, ms. Below the round trip, or the dispatcher's
     * {@code acceptedDelayMs}, it is sent in vain; higher notices a lost packet later.
     */
    @Range(min = 21, max = Limits.ASK_INTERVAL_MAX_MS)
    long resendMinMs();

    /**
     * Longest wait before an unanswered submit is sent again, ms. A job whose answer never comes ends so long after its
     * deadline. Higher sends less while the dispatcher is away, and notices its return later.
     */
    @Range(min = 21, max = Limits.ASK_INTERVAL_MAX_MS)
    @AtLeast("resendMinMs")
    long resendMaxMs();

    /**
     * How often accepted jobs are asked after, ms; many fit a packet. Lower finds an answer that was lost, or a dispatcher
     * that crashed, sooner, for more packets.
     */
    @Range(min = 21, max = Limits.ASK_INTERVAL_MAX_MS)
    long pollMs();

    /**
     * Jobs that are at the dispatchers at a time, all together; further ones wait here. Higher needs more of their queues;
     * after a failover one of them has to take all.
     */
    @Range(min = 1, max = 10_000_000)
    int outstandingMax();

    /**
     * Time without any reply from one of several dispatchers, while it is asked, after which its jobs go to another, ms;
     * many times the round trip. Lower moves jobs when packets are lost, or when a dispatcher is merely slow; higher keeps
     * them longer at one that is gone.
     */
    @Range(min = 60, max = 60_000)
    long failoverMs();

    /**
     * Time without any reply, while jobs are open, after which the dispatchers' names are resolved again and a new socket
     * opened, ms; at least 3 × resendMaxMs. Lower moves needlessly when packets are lost; higher stays longer with a
     * stale address.
     */
    @Range(min = 100, max = 600_000)
    @AtLeast(value = "resendMaxMs", times = 3)
    long silenceMs();

    /**
     * How often the dispatchers' names are resolved again while all is well, or until they first resolve, ms. Lower costs name
     * look-ups.
     */
    @Range(min = 100, max = 3_600_000)
    long resolveMs();

    /** How long a client that is told to stop waits for its open jobs, ms; then it cancels them. */
    @Range(min = 0, max = 3_600_000)
    long drainMs();

    /** Where Jaeger's pages are, to print a link to a job's trace; empty prints the trace id only. */
    @Text(Text.Form.URL)
    Optional<String> jaegerUrl();

    RunConfig run();

    SocketConfig socket();

    TelemetryConfig telemetry();

    LogConfig log();

    /** The command {@code run}: jobs at random intervals. */
    interface RunConfig {
        /** Shortest time between two jobs, ms. */
        @Range(min = 0, max = 86_400_000)
        long minMs();

        /** Longest time between two jobs, ms; drawn evenly from minMs to this. */
        @Range(min = 0, max = 86_400_000)
        @AtLeast("minMs")
        long maxMs();

        /** Jobs to submit; 0 sets no limit. */
        @Range(min = 0, max = 1_000_000_000)
        long count();

        /** Seconds to submit for; 0 sets no limit. */
        @Range(min = 0, max = 31_536_000)
        long seconds();
    }
}
