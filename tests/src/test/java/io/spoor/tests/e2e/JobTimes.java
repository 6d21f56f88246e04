package io.spoor.tests.e2e;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Submit;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Passing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long jobs take, as seen between the client and the dispatcher: from the first submit to the first answer. */
final class JobTimes implements Relay.Tap {
    private static final double NANOS_PER_MS = 1e6;
    private static final double P99 = 0.99;

    /** Of the jobs that were submitted in this phase and have not been answered, when they were. */
    private final Map<JobId, Long> open = new HashMap<>();

    private List<Double> timesMs = new ArrayList<>();
    private int retried;

    /**
     * The jobs that were submitted in one stretch of time.
     *
     * @param p99Ms of those that only one calculator was given
     * @param retried how many were given to more than one
     */
    record Phase(double p99Ms, int retried) {}

    /** From now on, until so many jobs have been answered that were submitted from now on. */
    Phase phase(int jobs) {
        begin();
        Eventually.is(jobs + " jobs", () -> answered() >= jobs);
        return end();
    }

    private synchronized void begin() {
        open.clear();
        timesMs = new ArrayList<>();
        retried = 0;
    }

    private synchronized int answered() {
        return timesMs.size() + retried;
    }

    private synchronized Phase end() {
        List<Double> sorted = timesMs.stream().sorted().toList();
        return new Phase(sorted.get((int) (sorted.size() * P99)), retried);
    }

    @Override
    public synchronized void on(Passing datagram) {
        if (datagram.isTo(Direction.TO_TARGET)) {
            datagram.messages(Submit.class).stream()
                    .filter(submit -> submit.ask() == 1)
                    .forEach(submit -> open.put(submit.jobId(), datagram.nowNanos()));
        } else {
            datagram.messages(Finished.class).forEach(finished -> onFinished(finished, datagram.nowNanos()));
        }
    }

    private void onFinished(Finished finished, long nowNanos) {
        Long submittedNanos = open.remove(finished.jobId());
        if (submittedNanos == null) {
            return;
        }
        if (finished.attempts() > 1) {
            retried++;
        } else {
            timesMs.add((nowNanos - submittedNanos) / NANOS_PER_MS);
        }
    }
}
