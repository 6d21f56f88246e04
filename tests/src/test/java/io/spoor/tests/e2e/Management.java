package io.spoor.tests.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A process' health and meters, asked over HTTP as Prometheus and Kubernetes would. */
final class Management {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What Prometheus 2.42 sends. */
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;

    Management(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    Metrics metrics() {
        return Metrics.parse(scrape());
    }

    /** A scrape in Prometheus' older text format, as it comes. */
    String scrape() {
        return get("/q/metrics", "text/plain").body();
    }

    /** A scrape as Prometheus asks for it: with exemplars. */
    String openMetrics() {
        return get("/q/metrics", OPEN_METRICS).body();
    }

    /** 200 or 503. */
    int readiness() {
        return get("/q/health/ready", "*/*").statusCode();
    }

    /** 200 or 503. */
    int liveness() {
        return get("/q/health/live", "*/*").statusCode();
    }

    private HttpResponse<String> get(String path, String accept) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .timeout(PATIENCE)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
