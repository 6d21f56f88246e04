package io.spoor.client.cli;

import io.spoor.client.Spoor;
import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.load.Statistics;
import io.spoor.client.load.Workload;
import io.spoor.protocol.node.Output;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** Drives a workload on the client's event loop: gives it its turns, lets it hear the facts, and knows when it is done. */
final class WorkloadRunner {
    private static final long NANOS_PER_MS = 1_000_000;
    /** A turn that is far away is looked at again after this. */
    private static final long WAIT_MAX_MS = 60_000;

    private final Vertx vertx;
    private final Spoor spoor;
    private final Workload workload;
    private final Statistics statistics;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean turnIsPending;
    private long timerId;

    WorkloadRunner(Vertx vertx, Spoor spoor, Workload workload, Statistics statistics) {
        this.vertx = vertx;
        this.spoor = spoor;
        this.workload = workload;
        this.statistics = statistics;
    }

    /** Begins; completes when no more jobs are to be taken and all have ended. */
    CompletableFuture<Void> start() {
        spoor.execute(this::turn);
        return done;
    }

    /** On the loop: hears a fact. A core is not called from within its own turn, hence the turn that follows. */
    void on(ClientEvent fact, long nowNanos) {
        workload.on(fact, nowNanos);
        if (fact instanceof ClientEvent.JobEnded && !turnIsPending) {
            turnIsPending = true;
            spoor.execute(this::turn);
        }
    }

    /** Takes no more jobs, and cancels what is open after so long. */
    void drain(long drainMs) {
        spoor.execute((core, nowNanos, out) -> {
            workload.stop();
            turn(core, nowNanos, out);
            if (!done.isDone()) {
                vertx.setTimer(Math.max(1, drainMs), id -> spoor.execute(workload::cancelOpen));
            }
        });
    }

    /** The numbers while it goes on. */
    CompletableFuture<Statistics> soFar() {
        return onLoop(statistics::copyAt);
    }

    /** The numbers until the last thing that happened. */
    CompletableFuture<Statistics> inTheEnd() {
        return onLoop(nowNanos -> statistics.copy());
    }

    private CompletableFuture<Statistics> onLoop(LongFunction<Statistics> look) {
        CompletableFuture<Statistics> seen = new CompletableFuture<>();
        spoor.execute((core, nowNanos, out) -> seen.complete(look.apply(nowNanos)))
                .exceptionally(failure -> {
                    seen.completeExceptionally(failure);
                    return null;
                });
        return seen;
    }

    private void turn(ClientCore core, long nowNanos, Output<ClientEvent> out) {
        turnIsPending = false;
        vertx.cancelTimer(timerId);
        workload.turn(core, nowNanos, out);
        if (workload.isDone(nowNanos)) {
            done.complete(null);
            return;
        }
        long next = workload.nextTurnNanos(nowNanos);
        if (next <= nowNanos) {
            turnIsPending = true;
            spoor.execute(this::turn);
        } else if (next != Long.MAX_VALUE) {
            long waitMs = Math.min(WAIT_MAX_MS, (next - nowNanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
            timerId = vertx.setTimer(waitMs, id -> spoor.execute(this::turn));
        }
    }
}
