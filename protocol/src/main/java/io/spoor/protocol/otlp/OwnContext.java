package io.spoor.protocol.otlp;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;

/**
 * A context of its own, on the next event loop; where there are few, that may be the one of the jobs. The context that
 * {@code getOrCreateContext()} gives to a thread without one would stay with it, and with all that it deploys later.
 */
final class OwnContext extends AbstractVerticle implements Executor {
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
