package io.spoor.protocol.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes OTLP by gRPC (over HTTP/2 without TLS) and by HTTP on one port, and answers as the test says. */
final class PlayedCollector {
    /** Of a message in gRPC: whether it is compressed, and its length. */
    private static final int GRPC_PREFIX_BYTES = 5;

    record Call(String path, String token, ExportTraceServiceRequest request) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int httpStatus = 200;
    private volatile int grpcStatus;

    private PlayedCollector(HttpServer server) {
        this.server = server;
    }

    static PlayedCollector start(Vertx vertx) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setDecompressionSupported(true));
        PlayedCollector collector = new PlayedCollector(server);
        server.requestHandler(collector::onRequest);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return collector;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void answer(int http, int grpc) {
        httpStatus = http;
        grpcStatus = grpc;
    }

    private void onRequest(HttpServerRequest request) {
        boolean isGrpc = "application/grpc".equals(request.getHeader("content-type"));
        request.body().onSuccess(body -> {
            byte[] bytes = body.getBytes(isGrpc ? GRPC_PREFIX_BYTES : 0, body.length());
            try {
                calls.add(new Call(
                        request.path(),
                        String.valueOf(request.getHeader("token")),
                        ExportTraceServiceRequest.parseFrom(bytes)));
            } catch (IOException e) {
                request.response().setStatusCode(400).end();
                return;
            }
            if (isGrpc) {
                request.response()
                        .putHeader("content-type", "application/grpc")
                        .putTrailer("grpc-status", "" + grpcStatus)
                        .end(Buffer.buffer(new byte[GRPC_PREFIX_BYTES]));
            } else {
                request.response().setStatusCode(httpStatus).end();
            }
        });
    }
}
