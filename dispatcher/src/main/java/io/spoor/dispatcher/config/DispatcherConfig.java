package io.spoor.dispatcher.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.spoor.protocol.Limits;
import io.spoor.protocol.config.Above;
import io.spoor.protocol.config.AtLeast;
import io.spoor.protocol.config.LogConfig;
import io.spoor.protocol.config.ManagementConfig;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.config.SocketConfig;
import io.spoor.protocol.config.TelemetryConfig;
import io.spoor.protocol.config.Text;

/** The dispatcher's keys. Their values live in {@code config/dispatcher.json}. */
@RegisterForReflection
@ConfigMapping(prefix = "spoor", namingStrategy = NamingStrategy.VERBATIM)
public interface DispatcherConfig {
    /** First part of the identity of this process's life; a random suffix follows. */
    @Text(Text.Form.NAME)
    String name();

    /** Address to listen on; {@code 0.0.0.0} is every interface. */
    @Text(Text.Form.HOST)
    String host();

    /** UDP port that clients and calculators know; 0 takes any free one. */
    @Range(min = 0, max = 65_535)
    int port();

    /**
     * How often calculators are expected to speak, ms; the same as their own {@code heartbeatMs}. A silence noticed more
     * than this late proves nothing: this process had been stopped. Lower finds deaths sooner, for more packets.
     */
    @Range(min = 10, max = 60_000)
    long heartbeatMs();

    /**
     * Time without a round trip after which a calculator is SUSPECT and gets no new work, ms; at least 2 × heartbeatMs, so
     * that one lost packet does not idle its slots. Higher sends more work to the dead.
     */
    @Range(min = 20, max = 600_000)
    @AtLeast(value = "heartbeatMs", times = 2)
    long suspectMs();

    /**
     * Silence after which a calculator is DEAD and its attempts are retried, ms; above suspectMs and at least
     * 3 × heartbeatMs. Lower takes two lost packets for a crash and runs jobs twice; higher delays the retry of what died.
     */
    @Range(min = 30, max = 600_000)
    @Above("suspectMs")
    @AtLeast(value = "heartbeatMs", times = 3)
    long deadMs();

    /**
     * Silence after which a DEAD calculator is forgotten, ms; above deadMs. Until then it comes back as itself, and
     * still takes one place of calculatorsMax.
     */
    @Range(min = 100, max = 86_400_000)
    @Above("deadMs")
    long forgetMs();

    /**
     * How long an attempt lives without a sign of it, ms; each heartbeat that names it renews it. Above deadMs, so that the
     * failure detector decides first. Lower runs attempts twice when heartbeats are lost; higher waits longer for an
     * assignment that never arrived.
     */
    @Range(min = 50, max = 600_000)
    @Above("deadMs")
    long leaseMs();

    /** Attempts a job gets when its client names no number. Higher survives more failures, and repeats bad work more. */
    @Range(min = 1, max = Limits.ATTEMPTS_MAX)
    int attempts();

    /** Wait before the first retry of a job, ms; doubles with each further one up to retryMaxMs. */
    @Range(min = 1, max = 60_000)
    long retryInitialMs();

    /** Longest wait before a retry, ms, and the wait of all retries while the budget is spent. */
    @Range(min = 1, max = 600_000)
    @AtLeast("retryInitialMs")
    long retryMaxMs();

    /**
     * Share of retries among attempts, 0 to 1, above which retries are slowed down to retryMaxMs (never denied). Lower
     * protects calculators in an outage, higher recovers sooner from one.
     */
    @Range(min = 0, max = 1)
    double retryBudgetRatio();

    /**
     * Most retries saved up while nothing fails, and the budget to start with. Retries are not slowed down before these are
     * spent: in a small system a share of few attempts is next to nothing.
     */
    @Range(min = 0, max = 1_000_000)
    int retryBudgetMax();

    /**
     * Jobs that may wait at a time: for a slot, for their next attempt, to be adopted or confirmed. Beyond it submits are
     * refused with RESOURCE_EXHAUSTED. Higher costs memory (about 1 KiB a job) and makes overload wait instead of telling.
     */
    @Range(min = 1, max = 10_000_000)
    int queueMax();

    /** Open jobs of one client, so that one of them cannot fill the queue; at most queueMax is of use. */
    @Range(min = 1, max = 10_000_000)
    int jobsPerClientMax();

    /** Calculators that are remembered at a time; heartbeats of further ones are dropped and counted. */
    @Range(min = 1, max = 1_000_000)
    int calculatorsMax();

    /**
     * Memory for answers that clients may ask for again, bytes: jobs a second × 5.5 s × about 250 bytes and the
     * result, so that the default is enough for 45,000 small jobs a second. A full memory refuses new work before it
     * forgets. Higher costs memory only.
     */
    @Range(min = 65_536, max = 17_179_869_184L)
    long replyCacheBytes();

    /**
     * What a refused client is told to wait before it asks again, at least, ms; of a full queue up to 50 times as long.
     * Lower retries sooner, higher asks less.
     */
    @Range(min = 1, max = 60_000)
    long retryAfterMs();

    /**
     * Wait before a submit is acknowledged by itself, ms: a quick answer overtakes the acknowledgement and saves a packet.
     * Must stay below the clients' resendMinMs, or they ask again in vain.
     */
    @Range(min = 0, max = 20)
    long acceptedDelayMs();

    /** Shortest wait before an unanswered assignment is sent again, ms. Below the round trip it is sent in vain. */
    @Range(min = 1, max = 10_000)
    long assignResendMinMs();

    /** Longest wait before an unanswered assignment is sent again, ms. Higher starts jobs later where packets are lost. */
    @Range(min = 1, max = Limits.ASK_INTERVAL_MAX_MS)
    @AtLeast("assignResendMinMs")
    long assignResendMaxMs();

    /**
     * After the start, jobs that were asked before wait so many heartbeats for a calculator that already runs them. 0
     * starts them at once, also those that run; higher delays the others.
     */
    @Range(min = 0, max = 100)
    int adoptionHeartbeats();

    /**
     * How long a job waits for a calculator that offers its function, while others live, ms; then it fails NOT_FOUND.
     * Lower tells a misspelt function sooner, higher gives calculators time to come.
     */
    @Range(min = 0, max = 600_000)
    long notFoundAfterMs();

    /** How long a dispatcher that is told to stop waits for its open jobs, ms. Clients ask its successor for the rest. */
    @Range(min = 0, max = 3_600_000)
    long drainMs();

    SocketConfig socket();

    ManagementConfig management();

    TelemetryConfig telemetry();

    LogConfig log();
}
