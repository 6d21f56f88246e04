package io.spoor.tests.fuzz;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientSettings;
import io.spoor.client.core.JobRequest;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.TraceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Anything may be said to a client: every job that it was given ends once, and in time. */
public final class ClientTarget {
    private static final int OUTSTANDING_MAX = 8;
    private static final int BACKLOG_MAX = 4;
    private static final Endpoint DISPATCHER = new Endpoint("10.0.0.1", 1);
    private static final Endpoint NEW_ADDRESS = new Endpoint("10.0.0.2", 2);

    private final ClientCore core =
            new ClientCore("client-1", settings(), List.of(DISPATCHER), new SplittableRandom(1));
    private final Map<JobId, Long> endsByNanos = new HashMap<>();
    private final CoreRun<ClientEvent> run;
    private final InputBytes in;

    private ClientTarget(InputBytes in) {
        this.in = in;
        this.run = new CoreRun<>(in, core, List.of(DISPATCHER, NEW_ADDRESS), this::onFact);
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        new ClientTarget(new InputBytes(input)).run();
    }

    private void run() {
        while (!in.isEmpty()) {
            step();
            Broken.unless(core.inFlight() <= OUTSTANDING_MAX, "%d in flight", core.inFlight());
            Broken.unless(core.outstanding() == endsByNanos.size(), "outstanding: %d", core.outstanding());
            Broken.unless(core.outstanding() <= OUTSTANDING_MAX + BACKLOG_MAX, "outstanding: %d", core.outstanding());
            endsByNanos.forEach((job, byNanos) -> Broken.unless(run.nowNanos() < byNanos, "%s is late", job));
        }
        run.comeToRest(DAYS.toNanos(2));
        Broken.unless(core.outstanding() == 0, "outstanding: %d", core.outstanding());
    }

    private void step() {
        int choice = in.any();
        if (choice >= 224) {
            submit();
        } else if (choice >= 216) {
            core.cancel(run.drawn.jobId(), run.nowNanos(), run);
        } else if (choice == 215) {
            core.onDispatchersResolved(addresses(), run.nowNanos(), run);
        } else {
            run.step();
        }
    }

    private List<Endpoint> addresses() {
        return in.oneOf(List.of(DISPATCHER), List.of(NEW_ADDRESS), List.of(DISPATCHER, NEW_ADDRESS));
    }

    private void submit() {
        JobId jobId = run.drawn.jobId();
        if (!endsByNanos.containsKey(jobId)) {
            long timeoutMs = run.drawn.timeoutMs();
            endsByNanos.put(jobId, run.nowNanos() + ms(timeoutMs) + settings().resendMaxNanos() + 1);
            core.submit(
                    new JobRequest(
                            jobId,
                            run.drawn.function(),
                            run.drawn.payload(),
                            timeoutMs,
                            in.below(3),
                            run.drawn.attemptTimeoutMs(),
                            TraceContext.NONE),
                    run.nowNanos(),
                    run);
        }
    }

    private void onFact(ClientEvent fact) {
        if (fact instanceof JobEnded ended) {
            Broken.unless(endsByNanos.remove(ended.jobId()) != null, "ended twice: %s", ended);
        }
    }

    private static ClientSettings settings() {
        return new ClientSettings(
                ms(25), ms(480), ms(480), ms(2_000), ms(500), ms(2_000), OUTSTANDING_MAX, BACKLOG_MAX, 10);
    }

    private static long ms(long ms) {
        return MILLISECONDS.toNanos(ms);
    }
}
