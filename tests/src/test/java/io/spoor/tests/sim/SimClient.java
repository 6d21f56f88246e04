package io.spoor.tests.sim;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.JobRequest;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;

/** One life of a client. */
public final class SimClient {
    private static final long MS = Millis.ms(1);

    private final World world;
    private final ClientCore core;
    private final SimHost<ClientEvent> host;

    SimClient(World world, ClientCore core, SimHost<ClientEvent> host) {
        this.world = world;
        this.core = core;
        this.host = host;
    }

    public ClientCore core() {
        return core;
    }

    public SimHost<ClientEvent> host() {
        return host;
    }

    /** Hands a job in. */
    void submit(SimJob job) {
        JobRequest request = new JobRequest(
                job.id(),
                job.function(),
                RawJson.of("{\"x\":" + job.argument() + "}"),
                job.timeoutNanos() / MS,
                job.attempts(),
                job.attemptTimeoutNanos() / MS,
                traceOf(job));
        host.execute((nowNanos, out) -> {
            job.onSubmitted(nowNanos);
            world.watcher().onSubmit(job);
            core.submit(request, nowNanos, out);
        });
    }

    /** Takes a job back. */
    public void cancel(SimJob job) {
        host.execute((nowNanos, out) -> {
            job.onCancelled();
            world.watcher().onCancel(job);
            core.cancel(job.id(), nowNanos, out);
        });
    }

    private static TraceContext traceOf(SimJob job) {
        return TraceContext.of("00-" + job.id() + "-00000000000000c1-01");
    }
}
