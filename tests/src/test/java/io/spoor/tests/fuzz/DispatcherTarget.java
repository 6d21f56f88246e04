package io.spoor.tests.fuzz;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherSettings;
import io.spoor.dispatcher.core.DispatcherSnapshot;
import io.spoor.protocol.JobId;
import io.spoor.protocol.node.Backoff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Anything may be said to a dispatcher: every job that it took it ends once, its bounds hold at every step, and when all
 * is quiet it holds on to nothing.
 */
public final class DispatcherTarget {
    private static final int QUEUE_MAX = 12;
    private static final int JOBS_PER_CLIENT_MAX = 10;
    private static final int CALCULATORS_MAX = 3;
    private static final int ANSWERS_MAX_BYTES = 8_192;
    private static final int ANSWER_MAX_BYTES = 1_000;

    /** Deadline, {@code accepted}, and what its state waits for; resend, lease and time of its attempt. */
    private static final int TIMERS_PER_JOB = 6;

    /** For the answers kept. */
    private static final int TIMERS_OF_ALL = 1;

    private final DispatcherCore core = new DispatcherCore("me-1", settings(), new SplittableRandom(1));
    private final Map<JobId, String> open = new HashMap<>();
    private final CoreRun<DispatcherEvent> run;
    private final InputBytes in;
    private int openMax;

    private DispatcherTarget(InputBytes in) {
        this.in = in;
        this.run = new CoreRun<>(in, core, List.of(), this::onFact);
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        new DispatcherTarget(new InputBytes(input)).run();
    }

    private void run() {
        while (!in.isEmpty()) {
            if (in.any() == 255) {
                core.drain();
            } else {
                run.step();
            }
            checkBounds();
        }
        run.comeToRest(DAYS.toNanos(2));
        checkNothingLeft();
    }

    private void onFact(DispatcherEvent fact) {
        if (fact instanceof JobAccepted accepted) {
            Broken.unless(open.put(accepted.jobId(), accepted.client()) == null, "accepted while it is open");
            openMax = Math.max(openMax, open.size());
            Broken.unless(waiting() <= QUEUE_MAX, "%d jobs wait", waiting());
            long ofClient =
                    open.values().stream().filter(accepted.client()::equals).count();
            Broken.unless(ofClient <= JOBS_PER_CLIENT_MAX, "a client has %d jobs", ofClient);
        } else if (fact instanceof JobFinished finished) {
            Broken.unless(open.remove(finished.jobId()) != null, "finished what is not open");
            run.owe(); // Each job's one answer goes where its client was heard last.
        }
    }

    private int waiting() {
        DispatcherSnapshot now = core.snapshot();
        return now.open() - now.assigned();
    }

    private void checkBounds() {
        DispatcherSnapshot now = core.snapshot();
        int calculators = now.alive() + now.suspect() + now.dead();
        Broken.unless(now.open() == open.size(), "%d open jobs, told of %d", now.open(), open.size());
        Broken.unless(calculators <= CALCULATORS_MAX, "%d calculators", calculators);
        Broken.unless(
                now.answerBytes() <= 2 * ANSWERS_MAX_BYTES + (openMax + 1) * ANSWER_MAX_BYTES,
                "%d bytes of answers",
                now.answerBytes());
        Broken.unless(
                now.timers() <= TIMERS_PER_JOB * now.open() + calculators + TIMERS_OF_ALL,
                "%d timers for %d jobs",
                now.timers(),
                now.open());
    }

    private void checkNothingLeft() {
        DispatcherSnapshot now = core.snapshot();
        Broken.unless(now.open() == 0 && now.timers() == 0 && now.strangers() == 0, "something is left: %s", now);
        Broken.unless(now.alive() + now.suspect() + now.dead() == 0, "calculators are left: %s", now);
    }

    private static DispatcherSettings settings() {
        return new DispatcherSettings(
                ms(50),
                ms(120),
                ms(300),
                ms(2_000),
                CALCULATORS_MAX,
                ms(400),
                3,
                new Backoff(ms(20), ms(200)),
                0.2,
                20,
                new Backoff(ms(25), ms(200)),
                ms(5),
                QUEUE_MAX,
                JOBS_PER_CLIENT_MAX,
                ANSWERS_MAX_BYTES,
                ms(100),
                ms(150),
                ms(500));
    }

    private static long ms(long ms) {
        return MILLISECONDS.toNanos(ms);
    }
}
