package io.spoor.dispatcher;

import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.FactListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest jobs that ended ABORTED, for a person to find out what is wrong with them. Read from any thread. */
final class PoisonJobs implements FactListener<DispatcherEvent> {
    /** As many as a page shows; older ones are in the log. */
    static final int MOST = 20;

    private final Deque<JobFinished> latest = new ArrayDeque<>();

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        if (fact instanceof JobFinished finished && finished.status() == Status.ABORTED) {
            add(finished);
        }
    }

    private synchronized void add(JobFinished job) {
        if (latest.size() == MOST) {
            latest.removeLast();
        }
        latest.addFirst(job);
    }

    /** The newest first. */
    synchronized List<JobFinished> latest() {
        return List.copyOf(latest);
    }
}
