package io.spoor.calculator;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Prometheus asks for OpenMetrics' format in a list of several versions, and Quarkus recognizes only one spelling of one: it
 * would answer in the older format, which has no exemplars.
 */
@ApplicationScoped
class OpenMetrics {
    private static final String ASKED = "application/openmetrics-text";
    private static final String ANSWERED = TextFormat.CONTENT_TYPE_OPENMETRICS_100;

    private final CollectorRegistry registry;

    @Inject
    OpenMetrics(CollectorRegistry registry) {
        this.registry = registry;
    }

    /** Before Quarkus' own route, which answers everybody else. */
    void route(@Observes ManagementInterface management) {
        management.router().get("/q/metrics").order(Integer.MIN_VALUE).blockingHandler(this::onRequest, false);
    }

    private void onRequest(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(ASKED)) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, ANSWERED).end(scrape());
        } else {
            request.next();
        }
    }

    private String scrape() {
        StringWriter text = new StringWriter();
        try {
            TextFormat.writeFormat(ANSWERED, text, registry.metricFamilySamples());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
