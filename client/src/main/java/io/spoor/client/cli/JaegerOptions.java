package io.spoor.client.cli;

import io.spoor.client.config.ClientConfig;
import io.spoor.client.trace.Jaeger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Jaeger is asked. */
final class JaegerOptions {
    @Option(
            names = "--jaeger",
            paramLabel = "URL",
            description = "Ask this Jaeger, such as http://localhost:16686 (config: jaegerUrl).")
    @Nullable
    String url;

    /** @throws UserError if none is named */
    Jaeger jaeger(Supplier<ClientConfig> config) {
        String asked = links(config).jaegerUrl();
        if (asked.isEmpty()) {
            throw new UserError("no Jaeger is named: give --jaeger URL, or set jaegerUrl in the config");
        }
        if (!asked.startsWith("http://") && !asked.startsWith("https://")) {
            throw new UserError("--jaeger: \"" + asked + "\" is not a URL that begins with http:// or https://");
        }
        return new Jaeger(asked);
    }

    TraceLinks links(Supplier<ClientConfig> config) {
        return new TraceLinks(url == null ? config.get().jaegerUrl().orElse("") : url);
    }
}
