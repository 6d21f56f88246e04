package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.ms;
import static io.spoor.dispatcher.core.World.submit;
import static io.spoor.dispatcher.core.World.submitWithLimit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.JobDelayed;
import io.spoor.dispatcher.core.DispatcherEvent.LateResult;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows an attempt that did not answer its job. */
class RetryTest {
    private final World world = new World();

    @Test
    void shouldResendAnAssignUntilItIsAnswered() {
        world.calculator("c1", 1);
        world.fromClient(submit(1));
        world.pass(600);

        List<Assign> asked = world.all(Assign.class);
        assertTrue(asked.size() >= 4, () -> asked + "");
        assertEquals(List.of(1, 2, 3), asked.stream().map(Assign::ask).limit(3).toList());
        assertEquals(1, asked.stream().map(Assign::attempt).distinct().count(), "the same question");
        assertTrue(asked.get(3).timeoutMs() < asked.get(0).timeoutMs(), "the time left goes down");
    }

    @Test
    void shouldEndTheLeaseOfAnAttemptThatNobodySpeaksFor() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1));
        AttemptId silent = c1.assigned().attempt();

        world.live(900, c1, c2);

        assertEquals(AttemptEnd.LEASE_EXPIRED, world.last(AttemptEnded.class).end());
        assertEquals(silent, c1.cancels().get(0).attempt());
        assertEquals(2, c2.assigned().attempt().number());
    }

    @Test
    void shouldRetryWhatHangsElsewhere() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId hung = c1.run();
        world.live(5_100, c1, c2);

        assertEquals(AttemptEnd.TIMED_OUT, world.last(AttemptEnded.class).end());
        assertEquals(hung, c1.cancels().get(0).attempt());
        assertEquals(2, c2.assigned().attempt().number());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED", "NOT_FOUND", "CANCELLED"})
    void shouldRetryWhatACalculatorCouldNotHelp(Status status) {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), status);
        world.live(100, c1, c2);

        assertEquals(List.of(), c1.allAssigned(), "not first to the calculator that failed it");
        c2.completes(c2.assigned().attempt());
        assertEquals(Status.OK, world.finished().status());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"INVALID_ARGUMENT", "ABORTED", "UNAUTHENTICATED", "INTERNAL"})
    void shouldPassOnWhatWouldBeTheSameAgain(Status status) {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), status);

        Finished finished = world.finished();
        assertEquals(status, finished.status());
        assertEquals("because", finished.reason());
        assertNull(finished.result());
        assertEquals(1, finished.attempts());
    }

    @Test
    void shouldEndWithTheLastStatusWhenAttemptsAreUsedUp() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 3, null));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(100, c1);
        c1.completes(c1.assigned().attempt(), Status.NOT_FOUND);
        world.live(100, c1);
        c1.completes(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);

        Finished finished = world.finished();
        assertEquals(Status.RESOURCE_EXHAUSTED, finished.status());
        assertEquals("because", finished.reason());
        assertEquals(3, finished.attempts());
        assertEquals("c1", finished.calculator());
    }

    @Test
    void shouldSayDeadlineExceededWhenTheLastAttemptHung() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 2, null));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(100, c1);
        c1.run();
        world.live(5_100, c1);

        Finished finished = world.finished();
        assertEquals(Status.DEADLINE_EXCEEDED, finished.status());
        assertEquals("attempt 2 on c1 took longer than the 5000 ms that the job gives one attempt", finished.reason());
    }

    @Test
    void shouldWaitForAnotherCalculatorWhileOneCould() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator busy = world.calculator("busy", 1);
        busy.othersBusy = 1;
        busy.beat();
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(500, c1, busy);
        assertEquals(List.of(), c1.allAssigned());

        busy.othersBusy = 0;
        busy.beat();

        assertEquals(2, busy.assigned().attempt().number());
    }

    @Test
    void shouldNotWaitForEverForACalculatorThatHangs() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator hung = world.calculator("hung", 1);
        hung.othersBusy = 1;
        hung.beat();
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(1_200, c1, hung);

        c1.completes(c1.assigned().attempt());
        assertEquals(Status.OK, world.finished().status());
    }

    @Test
    void shouldGiveAJobBackToTheOnlyCalculatorThereIs() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(100, c1);
        assertEquals(2, c1.assigned().attempt().number());
    }

    @Test
    void shouldTakeTheLateGoodResultOfAnAttemptGivenUp() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId slow = c1.run();
        world.live(800, c2);
        AttemptId retry = c2.run();
        world.forgetSent();

        c1.completes(slow);

        assertEquals(Status.OK, world.takeOne(Finished.class, World.CLIENT).status());
        assertTrue(world.last(LateResult.class).used());
        assertEquals(retry, c2.cancels().get(0).attempt(), "nobody needs it any more");
    }

    @Test
    void shouldOnlyNoteALateFailure() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId slow = c1.run();
        world.live(800, c2);
        c2.run();
        world.forgetSent();

        c1.completes(slow, Status.INTERNAL);

        assertEquals(List.of(), world.all(Finished.class));
        assertEquals(1, world.core.openJobs());
    }

    @Test
    void shouldSendNothingWhenAResultComesTwice() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        AttemptId attempt = c1.assigned().attempt();
        c1.completes(attempt);
        world.forgetSent();
        c1.completes(attempt);
        c1.completes(attempt, Status.INTERNAL);
        c1.started(attempt);
        assertEquals(List.of(), world.sent());
    }

    @Test
    void shouldBackOffFromAttemptToAttempt() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 4, null));
        for (int attempt = 1; attempt <= 3; attempt++) {
            c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
            world.live(200, c1);
        }
        List<Long> delays = world.facts(JobDelayed.class).stream()
                .map(JobDelayed::delayNanos)
                .toList();
        for (int i = 0; i < 3; i++) {
            long usual = ms(20L << i);
            long delay = delays.get(i);
            assertTrue(delay >= usual * 8 / 10 && delay <= usual * 12 / 10, () -> "delays: " + delays);
        }
    }

    @Test
    void shouldSlowRetriesDownWhenTheBudgetIsSpentButNeverDenyThem() {
        World tight = new World(settings -> {
            settings.retryBudgetMax = 1;
            settings.retryBudgetRatio = 0;
        });
        PlayedCalculator c1 = tight.calculator("c1", 1);
        tight.fromClient(submit(1, 1, 60_000, 3, null));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        tight.live(100, c1);
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        assertTrue(tight.last(JobDelayed.class).delayNanos() >= ms(800));
        tight.live(1_300, c1);
        c1.completes(c1.assigned().attempt());
        assertEquals(Status.OK, tight.last(DispatcherEvent.JobFinished.class).status());
    }

    /** Each first attempt earns a fifth of a quick retry. */
    @Test
    void shouldEarnQuickRetriesByFirstAttempts() {
        World tight = new World(settings -> settings.retryBudgetMax = 1);
        PlayedCalculator c1 = tight.calculator("c1", 1);
        for (int n = 1; n <= 2; n++) {
            tight.fromClient(submit(n, 1, 60_000, 2, null));
            c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
            tight.live(1_300, c1);
            c1.completes(c1.assigned().attempt());
        }
        assertTrue(tight.last(JobDelayed.class).delayNanos() >= ms(800), "the budget is spent");
        for (int n = 3; n <= 10; n++) {
            tight.fromClient(submit(n, 1, 60_000, 2, null));
            c1.completes(c1.assigned().attempt());
        }
        tight.fromClient(submit(11, 1, 60_000, 2, null));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        assertTrue(tight.last(JobDelayed.class).delayNanos() <= ms(30), "eight jobs have filled it");
    }

    /** Fifty refusals of one job once filled the budget. */
    @Test
    void shouldEarnNothingByRefusals() {
        World tight = new World(settings -> settings.retryBudgetMax = 1);
        PlayedCalculator c1 = tight.calculator("c1", 1);
        tight.fromClient(submit(1, 1, 60_000, 2, null));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        tight.live(1_300, c1);
        c1.completes(c1.assigned().attempt());
        tight.fromClient(submit(2, 1, 60_000, 2, null));
        for (int i = 0; i < 50; i++) {
            c1.refuses(c1.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
            c1.beat();
        }
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        assertTrue(tight.last(JobDelayed.class).delayNanos() >= ms(800), "two jobs have earned two fifths of a retry");
    }

    /** Seventy-five seconds were once too long, although each heartbeat named the attempt. */
    @Test
    void shouldLetAnAttemptRunAsLongAsItsJobHasTimeAndItIsNamed() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        long month = 30L * 24 * 3_600 * 1_000;
        world.fromClient(submitWithLimit(1, month, 0, 0));
        AttemptId attempt = c1.run();
        world.live(3_600_000, c1);
        c1.completes(attempt);
        assertEquals(1, world.last(DispatcherEvent.JobFinished.class).attempts());
        assertEquals(Status.OK, world.last(DispatcherEvent.JobFinished.class).status());
    }

    @Test
    void shouldNameTheLimitThatTheJobGaveOneAttempt() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submitWithLimit(1, 60_000, 2, 700));
        c1.run();
        world.live(800, c1);
        DispatcherEvent.AttemptEnded ended = world.last(DispatcherEvent.AttemptEnded.class);
        assertEquals(AttemptEnd.TIMED_OUT, ended.end());
        assertEquals("attempt 1 on c1 took longer than the 700 ms that the job gives one attempt", ended.reason());
    }

    @Test
    void shouldTellHowLongAJobWaitedAndAnAttemptTook() {
        world.fromClient(submit(1, 1, 60_000, 0, null));
        DispatcherEvent.JobQueued queued = world.last(DispatcherEvent.JobQueued.class);
        assertEquals(1, queued.depth());
        assertEquals(1, queued.position());
        world.pass(300);
        PlayedCalculator c1 = world.calculator("c1", 1);
        assertEquals(ms(300), world.last(AttemptStarted.class).waitedNanos());
        AttemptId attempt = c1.run();
        world.live(400, c1);
        c1.completes(attempt);
        assertEquals(ms(400), world.last(DispatcherEvent.AttemptEnded.class).elapsedNanos());
        assertEquals(ms(700), world.last(DispatcherEvent.JobFinished.class).elapsedNanos());
    }

    @Test
    void shouldTellEachAttemptWhatBecameOfTheOneBefore() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt(), Status.UNAVAILABLE);
        world.live(100, c1);

        List<AttemptStarted> started = world.facts(AttemptStarted.class);
        assertNull(started.get(0).previous());
        assertEquals(AttemptEnd.COMPLETED, started.get(1).previous());
        assertEquals(job(1), started.get(1).attempt().jobId());
    }
}
