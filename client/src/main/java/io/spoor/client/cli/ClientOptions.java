package io.spoor.client.cli;

import io.spoor.client.config.ClientConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that asks for jobs understands: each option overrides a key of the config for this one run. */
final class ClientOptions {
    @Option(
            names = "--dispatcher",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Ask this dispatcher, or these: a,b,… or the option several times.")
    List<String> dispatchers = List.of();

    @Option(names = "--timeout", paramLabel = "MS", description = "Time a job may take, all attempts included, ms.")
    Optional<Long> timeoutMs = Optional.empty();

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "Most attempts a job gets; 1: never knowingly run twice; 0: the dispatcher decides.")
    Optional<Integer> attempts = Optional.empty();

    @Option(
            names = "--attempt-timeout",
            paramLabel = "MS",
            description = "Time that one attempt may take, ms; 0: as long as the job has time.")
    Optional<Long> attemptTimeoutMs = Optional.empty();

    @Mixin
    CommonOptions common;

    List<String> dispatchers(ClientConfig config) {
        return dispatchers.isEmpty() ? config.dispatchers() : dispatchers;
    }

    Duration timeout(ClientConfig config) {
        return Duration.ofMillis(timeoutMs.orElseGet(config::timeoutMs));
    }

    Duration attemptTimeout(ClientConfig config) {
        return Duration.ofMillis(attemptTimeoutMs.orElseGet(config::attemptTimeoutMs));
    }

    int attempts(ClientConfig config) {
        return attempts.orElseGet(config::attempts);
    }
}
