package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More work than there is time for. One slot, runs of a second, unless a test says otherwise. */
class LoadSheddingTest {
    private static final int RUN_MS = 1_000;
    private static final int LEARNED = ServiceTimes.OBSERVATIONS_MIN;

    private final World world = new World();
    private final PlayedCalculator c1 = world.calculator("c1", 1);
    private int submitted;

    @Test
    void shouldRefuseWhatWouldEndTooLateAndSayWhenToComeBack() {
        learn("sleep", 60_000, RUN_MS);
        begin("client-1", 60_000);
        submit("client-1", 60_000); // waits
        submit("client-1", 1_500); // would begin after 1 s, and need 1 s

        Refused refused = world.one(Refused.class);
        assertEquals(job(submitted), refused.jobId());
        assertEquals(Status.RESOURCE_EXHAUSTED, refused.status());
        assertEquals(
                "it would end too late: 1 job is before it, for about 1000 ms, and 9 of 10 runs of 'sleep' take up to"
                        + " 1000 ms",
                refused.reason());
        assertTrue(refused.retryAfterMs() >= 100);
        submit("client-1", 2_500);
        assertEquals(List.of(), world.all(Refused.class), "this one has the time");
    }

    @Test
    void shouldTakeWhatHasTheWholeLineBeforeItOnlyInItsClientsTurn() {
        learn("sleep", 60_000, RUN_MS);
        begin("greedy", 60_000);
        for (int i = 0; i < 5; i++) {
            submit("greedy", 60_000); // wait
        }
        world.forgetSent();
        submit("greedy", 4_000);
        assertEquals(1, world.all(Refused.class).size(), "behind all of its own");
        submit("modest", 4_000);
        assertEquals(List.of(), world.all(Refused.class), "clients take turns: two at most are before it");
    }

    @Test
    void shouldNotBeginWhatCannotEndInTimeWhileOthersWait() {
        learn("sleep", 60_000, RUN_MS);
        AttemptId first = begin("client-1", 60_000);
        JobId late = submit("client-1", 4_000);
        JobId patient = submit("client-2", 60_000);
        world.forgetSent();
        world.live(3_300, c1); // The first one takes much longer than usual.

        JobFinished finished = world.last(JobFinished.class);
        assertEquals(late, finished.jobId(), "it is told before its deadline");
        assertEquals(Status.RESOURCE_EXHAUSTED, finished.status());
        assertTrue(String.valueOf(finished.reason()).startsWith("not begun: "), finished.reason());
        assertEquals(0, finished.attempts());
        c1.completes(first);
        assertEquals(first.jobId(), world.last(JobFinished.class).jobId());
        assertEquals(patient, world.last(AttemptStarted.class).attempt().jobId());
    }

    @Test
    void shouldBeginItAllTheSameWhenNobodyElseWaits() {
        learn("sleep", 60_000, RUN_MS);
        AttemptId first = begin("client-1", 60_000);
        JobId late = submit("client-1", 4_000);
        world.live(3_500, c1);
        c1.completes(first);
        assertEquals(
                late, world.last(AttemptStarted.class).attempt().jobId(), "it may be quick, and takes nobody's slot");
    }

    @Test
    void shouldLearnFromRunsThatTheirDeadlineStopped() {
        for (int i = 0; i < LEARNED; i++) {
            AttemptId attempt = begin("client-1", 400);
            world.live(500, c1);
            assertEquals(attempt.jobId(), world.last(JobFinished.class).jobId());
            assertEquals(Status.DEADLINE_EXCEEDED, world.last(JobFinished.class).status());
            c1.completes(attempt, Status.CANCELLED);
        }
        begin("client-1", 400);
        submit("client-2", 400);
        world.forgetSent();
        submit("client-3", 400);
        assertNotNull(world.one(Refused.class), "each takes 400 ms at least");
    }

    @Test
    void shouldAlwaysTryWhatHasAllItsTimeLeft() {
        learn("sleep", 400, 5_000);
        AttemptId first = begin("client-1", 60_000);
        JobId fresh = submit("client-2", 400);
        submit("client-3", 60_000);
        c1.completes(first);
        assertEquals(fresh, world.last(AttemptStarted.class).attempt().jobId(), "else no change would ever be noticed");
    }

    @Test
    void shouldObserveJobsOfLikeTimeoutsTogether() {
        learn("sleep", 600_000, 30_000);
        learn("sleep", 2_000, 100);
        AttemptId first = begin("client-1", 2_000);
        JobId quick = submit("client-1", 2_000);
        submit("client-2", 600_000);
        world.live(900, c1);
        c1.completes(first);
        assertEquals(
                quick,
                world.last(AttemptStarted.class).attempt().jobId(),
                "1,100 ms are enough for one of its kind, whatever the long ones take");
    }

    @Test
    void shouldKeepFunctionsApart() {
        c1.functions = List.of("sleep", "cube");
        c1.beat();
        learn("sleep", 60_000, RUN_MS);
        submit("cube", "client-1", 60_000);
        c1.run();
        submit("cube", "client-1", 60_000);
        world.forgetSent();
        submit("cube", "client-1", 100);
        assertEquals(List.of(), world.all(Refused.class), "nothing is known of cubes");
    }

    @Test
    void shouldEndABoundedNumberOfJobsInOneTurn() {
        World wide = new World(settings -> settings.jobsPerClientMax = 10_000);
        PlayedCalculator only = wide.calculator("c1", 1);
        for (int i = 1; i <= LEARNED; i++) {
            wide.fromClient(World.submit(i));
            AttemptId attempt = only.run();
            wide.live(RUN_MS, only);
            only.completes(attempt);
        }
        wide.fromClient(World.submit(100));
        AttemptId first = only.run();
        // They come while nothing is known to be late: each is asked for with the time of a patient one.
        for (int i = 0; i < 600; i++) {
            wide.fromClient(World.submit(1_000 + i, 1, 1_000_000, 0, null));
        }
        for (int i = 0; i < 600; i++) {
            wide.fromClient(World.submit(1_000 + i, 2, 1_050, 0, null)); // Asked again: the deadline comes forward.
        }
        int before = wide.facts(JobFinished.class).size();
        wide.now += ms(400);
        only.completes(first);
        int ended = wide.facts(JobFinished.class).size() - before - 1;
        assertEquals(256, ended);
    }

    @Test
    void shouldForgetFunctionsThatNobodyRuns() {
        LoadShedding shedding = new LoadShedding(World.ME, new Placement(), ms(100));
        for (int i = 0; i < 10 * LoadShedding.FUNCTIONS_MAX; i++) {
            Job job = new Job(World.submitFor("f" + i, i + 1), World.CLIENT, 3, ms(10_000), 0);
            Attempt attempt = new Attempt(job.nextAttempt(World.ME), job, Parts.calculator("c", 1, "f" + i), 0);
            shedding.onBegin(attempt);
            shedding.onEnd(attempt, AttemptEnd.COMPLETED, Status.OK, ms(10));
        }
        assertEquals(LoadShedding.FUNCTIONS_MAX, shedding.functions());
    }

    /** Runs as many jobs as it takes to know how long they take. */
    private void learn(String function, long timeoutMs, long runMs) {
        for (int i = 0; i < LEARNED; i++) {
            submit(function, "learner", timeoutMs);
            AttemptId attempt = c1.run();
            world.live(runMs, c1);
            if (runMs < timeoutMs) {
                c1.completes(attempt);
            } else {
                c1.completes(attempt, Status.CANCELLED);
            }
        }
        world.forgetSent();
    }

    /** The job takes the slot. */
    private AttemptId begin(String client, long timeoutMs) {
        submit(client, timeoutMs);
        return c1.run();
    }

    private JobId submit(String client, long timeoutMs) {
        return submit("sleep", client, timeoutMs);
    }

    private JobId submit(String function, String client, long timeoutMs) {
        Submit submit = World.submit(client, function, ++submitted, 1, timeoutMs, 0, 0, null);
        world.fromClient(submit);
        return submit.jobId();
    }
}
