package io.spoor.protocol.otlp;

import io.opentelemetry.exporter.otlp.internal.OtlpUserAgent;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.CompressionType;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterTracesConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the collector is reached: Quarkus' own keys {@code quarkus.otel.exporter.otlp.*}.
 *
 * @param tls what a TLS connection trusts and shows, of {@code quarkus.tls.*}; none: what the JVM trusts
 */
record OtlpSettings(
        URI endpoint,
        boolean isGrpc,
        Duration timeout,
        boolean isCompressed,
        Map<String, String> headers,
        Optional<TlsConfiguration> tls) {

    /** Empty where no endpoint is configured. */
    static Optional<OtlpSettings> of(OtlpExporterTracesConfig config, TlsConfigurationRegistry registry) {
        return config.endpoint()
                .map(String::trim)
                .filter(endpoint -> !endpoint.isEmpty())
                .map(endpoint -> new OtlpSettings(
                        URI.create(endpoint),
                        config.protocol().orElse("grpc").equals("grpc"),
                        config.timeout(),
                        config.compression().orElse(CompressionType.NONE) == CompressionType.GZIP,
                        headers(config.headers().orElse(List.of())),
                        TlsConfiguration.from(registry, config.tlsConfigurationName())
                                .or(registry::getDefault)));
    }

    void secure(HttpClientOptions options) {
        if (endpoint.getScheme().equals("https")) {
            options.setSsl(true).setUseAlpn(true);
            tls.ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        }
    }

    /** Each as {@code name=value}; and who sends, which a collector may log. */
    static Map<String, String> headers(List<String> pairs) {
        Map<String, String> headers = new HashMap<>();
        OtlpUserAgent.addUserAgentHeader(headers::put);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            }
        }
        return headers;
    }
}
