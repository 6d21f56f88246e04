package io.spoor.client.trace;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Jaeger's query API, version 3: traces by their ids. */
public final class Jaeger {
    /** How many are asked for at a time. */
    private static final int AT_ONCE = 32;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    /** Version 1.1: several connections bring many small answers sooner than one of version 2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    private final String url;

    /** It cannot be asked, or what it says cannot be understood; the message is a line for a person. */
    public static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1;

        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The one at this address, where its pages are too, such as {@code http://localhost:16686}. */
    public Jaeger(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The trace; empty if Jaeger knows nothing of it. */
    public Optional<Trace> find(String id) throws UnavailableException {
        return findAll(List.of(id)).get(0);
    }

    /** The traces of these ids in the same order, several asked for at a time. */
    public List<Optional<Trace>> findAll(List<String> ids) throws UnavailableException {
        List<Optional<Trace>> found = new ArrayList<>(ids.size());
        Deque<CompletableFuture<Optional<Trace>>> asked = new ArrayDeque<>();
        for (String id : ids) {
            asked.add(ask(id));
            if (asked.size() == AT_ONCE) {
                found.add(await(asked.remove()));
            }
        }
        while (!asked.isEmpty()) {
            found.add(await(asked.remove()));
        }
        return found;
    }

    private CompletableFuture<Optional<Trace>> ask(String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v3/traces/" + id))
                .timeout(ANSWER_WITHIN)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> trace(id, response));
    }

    private static Optional<Trace> trace(String id, HttpResponse<String> response) {
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() != FOUND) {
            throw new CompletionException(new IOException("it answers " + response.statusCode()));
        }
        Trace trace = OtlpJson.read(id, response.body());
        return trace.spans().isEmpty() ? Optional.empty() : Optional.of(trace);
    }

    private Optional<Trace> await(CompletableFuture<Optional<Trace>> answer) throws UnavailableException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new UnavailableException("no Jaeger at " + url + ": " + word(why), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        }
    }

    /** The JDK's exceptions have often no message. */
    private static String word(Throwable why) {
        if (why instanceof HttpConnectTimeoutException || why instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (why instanceof ConnectException) {
            return "connection refused";
        }
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }
}
