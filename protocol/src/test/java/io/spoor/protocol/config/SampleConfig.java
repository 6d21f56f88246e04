package io.spoor.protocol.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import java.util.List;

/** One key of each kind. The values are in the test resource {@code config/sample.json}. */
@ConfigMapping(prefix = "spoor", namingStrategy = NamingStrategy.VERBATIM)
public interface SampleConfig {
    @Text(Text.Form.NAME)
    String name();

    @Range(min = 0, max = 65_535)
    int port();

    @Range(min = 10, max = 1_000)
    long suspectMs();

    @Range(min = 10, max = 1_000)
    @Above("suspectMs")
    long deadMs();

    @Range(min = 1, max = 2)
    @Text(Text.Form.ADDRESS)
    List<String> dispatchers();

    SleepConfig sleep();

    ManagementConfig management();

    TelemetryConfig telemetry();

    LogConfig log();

    interface SleepConfig {
        @Range(min = 0, max = 1_000)
        long minMs();

        @Range(min = 0, max = 1_000)
        @AtLeast(value = "minMs", times = 2)
        long maxMs();
    }
}
