package io.spoor.protocol.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.spoor.protocol.udp.Exemplars;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Prometheus asks for OpenMetrics' format in a list of several versions, and Quarkus recognizes only one spelling of one: it
 * would answer in the older format, which has no exemplars.
 */
@ApplicationScoped
@SuppressWarnings("deprecation") // The registry is the one that Quarkus' extension brings.
public class OpenMetrics {
    private static final String ASKED = "application/openmetrics-text";
    private static final String ANSWERED = TextFormat.CONTENT_TYPE_OPENMETRICS_100;

    private final PrometheusMeterRegistry registry;

    @Inject
    OpenMetrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Before Quarkus' own route, which answers everybody else. */
    void route(@Observes ManagementInterface management) {
        management.router().get("/q/metrics").order(Integer.MIN_VALUE).blockingHandler(this::onRequest, false);
    }

    private void onRequest(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(ASKED)) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, ANSWERED)
                    .end(Exemplars.onlyAtBuckets(registry.scrape(ANSWERED)));
        } else {
            request.next();
        }
    }
}
