package io.spoor.client;

import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A job that was submitted; completes with its {@link Outcome}, never exceptionally unless the {@link Spoor} is closed or
 * the future is cancelled. It completes on the event loop: what may block belongs into the {@code …Async} methods.
 */
public final class PendingJob extends CompletableFuture<Outcome> {
    private final JobId jobId;
    private final Consumer<JobId> takeBack;

    PendingJob(JobId jobId, Consumer<JobId> takeBack) {
        this.jobId = jobId;
        this.takeBack = takeBack;
    }

    /** The job's name, which is also the trace id under which Jaeger shows it. */
    public JobId jobId() {
        return jobId;
    }

    /**
     * Takes the job back: the dispatcher is asked to end it, and this completes with what it says, normally with an
     * outcome CANCELLED. Nothing happens to a job that is over.
     */
    public void takeBack() {
        takeBack.accept(jobId);
    }

    /** Takes the job back and does not wait for what becomes of it. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        takeBack();
        return super.cancel(mayInterruptIfRunning);
    }

    /** What depends on this is an ordinary future: cancelling it takes no job back. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
