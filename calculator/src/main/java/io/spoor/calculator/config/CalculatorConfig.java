package io.spoor.calculator.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.spoor.protocol.Limits;
import io.spoor.protocol.config.AtLeast;
import io.spoor.protocol.config.LogConfig;
import io.spoor.protocol.config.ManagementConfig;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.config.SocketConfig;
import io.spoor.protocol.config.TelemetryConfig;
import io.spoor.protocol.config.Text;
import java.util.List;

/** The calculator's keys. Their values live in {@code config/calculator.json}. */
@RegisterForReflection
@ConfigMapping(prefix = "spoor", namingStrategy = NamingStrategy.VERBATIM)
public interface CalculatorConfig {
    /** First part of the identity of each calculator's life; a random suffix follows. */
    @Text(Text.Form.NAME)
    String name();

    /** Address to send from and listen on; {@code 0.0.0.0} is every interface. */
    @Text(Text.Form.HOST)
    String host();

    /**
     * UDP port; 0 takes any free one, which is right unless a firewall wants to know. With count above 1 it must be 0.
     */
    @Range(min = 0, max = 65_535)
    int port();

    /**
     * Dispatchers to serve, each as {@code host:port}. All get heartbeats and may give work; slots are first come, first
     * served.
     */
    @Range(min = 1, max = 16)
    @Text(Text.Form.ADDRESS)
    List<String> dispatchers();

    /**
     * Calculators that live in this process, each with its own identity, socket and slots: for load tests. Higher shares
     * one JVM among them and dies with all of them.
     */
    @Range(min = 1, max = 10_000)
    int count();

    /** Jobs that one calculator runs at a time. Higher uses more cores, or more waiting; one crash loses as many. */
    @Range(min = 1, max = Limits.SLOTS_MAX)
    int slots();

    /** Functions that are offered to the dispatcher: {@code sleep}, and those that beans of this process provide. */
    @Range(min = 1, max = Limits.FUNCTIONS_MAX)
    @Text(Text.Form.NAME)
    List<String> functions();

    /**
     * How often the calculator speaks, ms; the dispatcher's {@code heartbeatMs} must agree, and its {@code deadMs} be at
     * least three times this. Lower finds deaths sooner, for more packets.
     */
    @Range(min = 10, max = 60_000)
    long heartbeatMs();

    /**
     * Wait before a started job is acknowledged by itself, ms: a quick result overtakes the acknowledgement and saves a
     * packet. Must stay below the dispatcher's {@code assignResendMinMs}, or it asks again in vain.
     */
    @Range(min = 0, max = 20)
    long startedDelayMs();

    /**
     * How long a slot that becomes free is kept for the dispatcher that was refused longest ago, ms; matters with several
     * dispatchers only. Must exceed a round trip, else it is in vain; higher leaves the slot idle longer when that
     * dispatcher does not answer.
     */
    @Range(min = 0, max = 1_000)
    long offerMs();

    /**
     * Memory for results that the dispatcher may ask for again, bytes, of each calculator: jobs a second × 5 s ×
     * about 250 bytes and the result, so that the default is enough for 13,000 small jobs a second. A full memory
     * refuses new work before it forgets. Higher costs memory only.
     */
    @Range(min = 65_536, max = 17_179_869_184L)
    long replyCacheBytes();

    /**
     * Time without any reply from a dispatcher after which its name is resolved again and a new socket opened, ms; at
     * least 3 × heartbeatMs. Lower moves needlessly when packets are lost; higher stays longer with a stale address.
     */
    @Range(min = 100, max = 600_000)
    @AtLeast(value = "heartbeatMs", times = 3)
    long silenceMs();

    /**
     * How often the dispatchers' names are resolved again while all is well, or until they first resolve, ms. Lower costs name
     * look-ups.
     */
    @Range(min = 100, max = 3_600_000)
    long resolveMs();

    /**
     * How long a calculator that is told to stop runs on to finish and answer its jobs, ms. Lower leaves them to be retried
     * elsewhere; longer than the platform's grace period is of no use.
     */
    @Range(min = 0, max = 3_600_000)
    long drainMs();

    SleepConfig sleep();

    BreakdownConfig breakdown();

    SocketConfig socket();

    ManagementConfig management();

    TelemetryConfig telemetry();

    LogConfig log();

    /** The emulated calculation {@code sleep}, where the job's arguments do not give its time. */
    interface SleepConfig {
        /** Shortest time of a calculation, ms. */
        @Range(min = 0, max = Limits.TIMEOUT_MAX_MS)
        long minMs();

        /** Longest time of a calculation, ms; drawn evenly from minMs to this. */
        @Range(min = 0, max = Limits.TIMEOUT_MAX_MS)
        @AtLeast("minMs")
        long maxMs();
    }

    /** Breaking down on purpose: for a while packets are dropped both ways, while computing goes on. */
    interface BreakdownConfig {
        /** How often it is drawn whether to break down, ms. */
        @Range(min = 1, max = 86_400_000)
        long checkMs();

        /** Probability to break down at each draw, 0 to 1; 0 never breaks down. */
        @Range(min = 0, max = 1)
        double probability();

        /** Shortest time of a breakdown, ms. */
        @Range(min = 1, max = 86_400_000)
        long minMs();

        /** Longest time of a breakdown, ms; drawn evenly from minMs to this. */
        @Range(min = 1, max = 86_400_000)
        @AtLeast("minMs")
        long maxMs();
    }
}
