package io.spoor.protocol.config;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The HTTP server of {@code /q/health} and {@code /q/metrics}. */
@RegisterForReflection
public interface ManagementConfig {
    /** Address to listen on; {@code 0.0.0.0} is every interface, {@code 127.0.0.1} keeps it to this host. */
    @Text(Text.Form.HOST)
    String host();

    /** TCP port; 0 takes any free one, so that processes on one host never clash: the start line tells which. */
    @Range(min = 0, max = 65_535)
    int port();
}
