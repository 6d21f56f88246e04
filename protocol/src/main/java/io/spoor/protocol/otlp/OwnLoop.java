package io.spoor.protocol.otlp;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;

/**
 * A context for work that is not to be on the loop of the jobs. A verticle gets one of its own, on the next event loop if it
 * is deployed by a thread without a context; {@code getOrCreateContext()} would tie all that this thread deploys later to one loop.
 */
final class OwnLoop extends AbstractVerticle implements Executor {
    private final Promise<Context> started = Promise.promise();

    @Override
    public void start() {
        started.complete(context);
    }

    /** Runs the task there, once the verticle is deployed. */
    @Override
    public void execute(Runnable task) {
        started.future().onSuccess(own -> own.runOnContext(now -> task.run()));
    }
}
