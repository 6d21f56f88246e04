package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DispatchersChanged;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.ClientEvent.StrayMessage;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientCoreTest {
    private final Bench bench = new Bench();

    @Test
    void shouldSubmitAtOnceWithTheWholeTimeAndEndWithTheAnswer() {
        JobId job = bench.submit(1, 5_000);
        Submit submit = bench.take(Submit.class).get(0);
        assertEquals(1, submit.ask());
        assertEquals(5_000, submit.timeoutMs());
        assertNull(submit.dispatcher());

        bench.pass(7);
        bench.finish(job, "49");

        Outcome outcome = bench.outcomeOf(job);
        assertEquals("49", String.valueOf(outcome.result()));
        assertEquals("calc-1", outcome.calculator());
        assertEquals(7 * Bench.MS, outcome.elapsedNanos());
        assertEquals(0, bench.core.outstanding());
        assertEquals(Long.MAX_VALUE, bench.core.nextDeadlineNanos());
    }

    @Test
    void shouldAskAgainWithGrowingIntervalsOnTicksAndWithWhatIsLeft() {
        bench.submit(1, 5_000);
        bench.take(Submit.class);
        long lastNanos = 0;
        long lastInterval = 0;
        for (int ask = 2; ask <= 4; ask++) {
            long dueNanos = bench.core.nextDeadlineNanos();
            assertEquals(0, dueNanos % Asker.TICK_NANOS);
            assertTrue(dueNanos - lastNanos > lastInterval, "backs off");
            lastInterval = dueNanos - lastNanos;
            lastNanos = dueNanos;
            bench.pass((dueNanos - bench.nowNanos) / Bench.MS);

            Submit again = bench.take(Submit.class).get(0);
            assertEquals(ask, again.ask());
            assertEquals(5_000 - dueNanos / Bench.MS, again.timeoutMs());
        }
        assertEquals(3, bench.facts(JobAskedAgain.class).size());
    }

    @Test
    void shouldNeverLetAnUnacceptedJobRestLongerThanTheLongestInterval() {
        bench.submit(1, 60_000);
        long lastNanos = 0;
        while (lastNanos < 55_000 * Bench.MS) {
            long nextNanos = bench.core.nextDeadlineNanos();
            assertTrue(nextNanos - lastNanos <= 500 * Bench.MS);
            bench.pass((nextNanos - bench.nowNanos) / Bench.MS);
            lastNanos = nextNanos;
        }
    }

    @Test
    void shouldWaitLongerBeforeAskingAgainWhenTheDispatcherIsSlow() {
        Bench slow = new Bench();
        for (int i = 1; i <= 10; i++) {
            JobId job = slow.submit(i, 5_000);
            slow.nowNanos += 100 * Bench.MS; // The answer is read before the overdue timer fires.
            slow.finish(job, "1");
        }
        long startNanos = slow.nowNanos;
        slow.submit(11, 5_000);
        assertTrue(slow.core.nextDeadlineNanos() - startNanos >= 80 * Bench.MS);
    }

    @Test
    void shouldNotMeasureTheRoundTripByAnAnswerToOneOfTwoAskings() {
        JobId job = bench.submit(1, 5_000);
        bench.pass(150);
        bench.finish(job, "1");
        assertEquals(1, bench.facts(JobAskedAgain.class).size());
        long startNanos = bench.nowNanos;
        bench.submit(2, 5_000);
        long waitNanos = bench.core.nextDeadlineNanos() - startNanos;
        assertTrue(waitNanos >= 150 * Bench.MS && waitNanos <= 250 * Bench.MS, "100 ms, doubled once: " + waitNanos);
    }

    @Test
    void shouldPollAcceptedJobsTogether() {
        for (int i = 1; i <= 30; i++) {
            bench.submit(i, 60_000);
        }
        for (int i = 1; i <= 30; i++) {
            bench.pass(1);
            bench.accept(Bench.id(i));
        }
        bench.take(Submit.class);
        bench.pass(480);
        List<Poll> polls = bench.take(Poll.class);
        assertEquals(2, polls.size());
        assertEquals(25, polls.get(0).jobIds().size());
        assertEquals(5, polls.get(1).jobIds().size());
        assertEquals(1, polls.get(0).number());
        assertEquals(2, polls.get(1).number());
        assertTrue(bench.take(Submit.class).isEmpty(), "accepted: no longer asked for");
    }

    @Test
    void shouldAskAgainForAJobThatTheDispatcherHasLost() {
        JobId job = bench.submit(1, 60_000);
        bench.accept(job);
        bench.take(Submit.class);
        bench.pass(500);
        bench.ackPoll(1, job);

        Submit again = bench.take(Submit.class).get(0);
        assertEquals(2, again.ask());
        assertEquals(Bench.LIFE, again.dispatcher());
        assertEquals(1, bench.facts(JobLost.class).size());
        assertEquals(
                Why.UNKNOWN_TO_DISPATCHER,
                bench.facts(JobAskedAgain.class).get(0).why());

        bench.accept(job, Bench.NEXT_LIFE);
        assertEquals(2, bench.facts(JobAccepted.class).size());
        assertEquals(2, bench.facts(DispatcherMet.class).size());
    }

    /** Its answers to polls always come after the next poll has left. */
    @Test
    void shouldAskAgainForAJobThatADispatcherSlowerThanThePollsHasLost() {
        JobId job = bench.submit(1, 60_000);
        bench.accept(job);
        bench.take(Submit.class);
        bench.pass(1_000);
        assertEquals(2, bench.take(Poll.class).size());
        bench.ackPoll(1, job);
        assertEquals(1, bench.facts(JobLost.class).size());
        assertEquals(1, bench.take(Submit.class).size());
    }

    @Test
    void shouldIgnoreAnAnswerToAPollFromBeforeTheJobWasAccepted() {
        JobId job = bench.submit(1, 60_000);
        bench.accept(job);
        bench.pass(1_000);
        bench.ackPoll(1, job);
        bench.accept(job, Bench.NEXT_LIFE);
        bench.ackPoll(2, job);
        assertEquals(1, bench.facts(JobLost.class).size());
        bench.pass(500);
        bench.ackPoll(2, job);
        assertEquals(1, bench.facts(JobLost.class).size(), "also when it has been named since");
    }

    @Test
    void shouldTellALateAnswerFromADuplicateAndBothFromAStray() {
        JobId late = bench.submit(1, 100);
        bench.pass(2_000);
        bench.finish(late, "1");
        assertEquals(1, bench.facts(LateAnswer.class).size());

        JobId job = bench.submit(2, 5_000);
        bench.finish(job, "4");
        bench.finish(job, "4");
        bench.finish(job, "5");
        assertEquals(
                List.of(false, true),
                bench.facts(DuplicateAnswer.class).stream()
                        .map(DuplicateAnswer::different)
                        .toList());

        bench.finish(Bench.id(99), "4");
        assertEquals(1, bench.facts(StrayMessage.class).size());
        assertEquals(2, bench.facts(JobEnded.class).size());
    }

    @Test
    void shouldCountMessagesThatAreNotForAClient() {
        bench.receive(new Poll(TraceContext.NONE, "c-2", 1, List.of()));
        assertEquals(1, bench.facts(StrayMessage.class).size());
    }

    @Test
    void shouldAskToCancelUntilTheDispatcherHasEndedTheJob() {
        JobId job = bench.submit(1, 60_000);
        bench.accept(job);
        bench.core.cancel(job, bench.nowNanos, bench);
        bench.core.cancel(job, bench.nowNanos, bench);
        assertEquals(1, bench.take(Cancel.class).size());
        bench.pass(100);
        assertFalse(bench.take(Cancel.class).isEmpty());
        bench.receive(
                new Message.Finished(TraceContext.NONE, Bench.LIFE, job, Status.CANCELLED, null, "cancelled", 1, null));
        assertEquals(Status.CANCELLED, bench.outcomeOf(job).status());
        assertEquals(Long.MAX_VALUE, bench.core.nextDeadlineNanos());
    }

    @Test
    void shouldGiveACancelUpAfterItsTime() {
        JobId job = bench.submit(1, 60_000);
        bench.core.cancel(job, bench.nowNanos, bench);
        bench.pass(2_000);
        assertEquals(Status.CANCELLED, bench.outcomeOf(job).status());
        assertFalse(bench.outcomeOf(job).answered());
    }

    @Test
    void shouldGiveACancelUpWithTheJobAtTheLatest() {
        JobId job = bench.submit(1, 1_000);
        bench.core.cancel(job, bench.nowNanos, bench);
        bench.pass(1_480);
        assertFalse(bench.outcomeOf(job).answered());
    }

    @Test
    void shouldStartAJobOfOneAttemptOnlyByNamingTheDispatcher() {
        JobId job = bench.submit(1, 60_000, 1);
        bench.take(Submit.class);
        bench.accept(job);
        Submit confirming = bench.take(Submit.class).get(0);
        assertEquals(2, confirming.ask());
        assertEquals(Bench.LIFE, confirming.dispatcher());

        bench.pass(40);
        assertEquals(Bench.LIFE, bench.take(Submit.class).get(0).dispatcher(), "asked again until accepted");
        bench.accept(job);
        bench.pass(450);
        assertTrue(bench.take(Submit.class).isEmpty());
    }

    @Test
    void shouldKeepNamingTheFirstDispatcherThatMayHaveRunTheOneAttempt() {
        JobId job = bench.submit(1, 60_000, 1);
        bench.accept(job);
        bench.accept(job, Bench.NEXT_LIFE);
        bench.take(Submit.class);
        bench.pass(500);
        assertEquals(Bench.LIFE, bench.take(Submit.class).get(0).dispatcher());
        assertTrue(bench.take(Poll.class).isEmpty(), "kept by asking");
    }

    @Test
    void shouldNotMistakeADoubledAcceptedForTheStartOfTheOneAttempt() {
        JobId job = bench.submit(1, 60_000, 1);
        bench.accept(job);
        bench.accept(job);
        bench.take(Submit.class);
        bench.pass(490);
        assertEquals(Bench.LIFE, bench.take(Submit.class).get(0).dispatcher(), "the name is sent again");
    }

    @Test
    void shouldKeepJobsBeyondItsCreditsInOrder() {
        Bench narrow = new Bench(2, 2);
        for (int i = 1; i <= 5; i++) {
            narrow.submit(i, 5_000);
        }
        assertEquals(2, narrow.core.inFlight());
        assertEquals(4, narrow.core.outstanding());
        assertEquals(Status.RESOURCE_EXHAUSTED, narrow.outcomeOf(Bench.id(5)).status());
        narrow.take(Submit.class);

        narrow.pass(10);
        narrow.finish(Bench.id(2), "1");
        Submit third = narrow.take(Submit.class).get(0);
        assertEquals(Bench.id(3), third.jobId());
        assertEquals(4_990, third.timeoutMs(), "the deadline runs from submit");
    }

    @Test
    void shouldEndAWaitingJobAtItsDeadlineOrByItsCancel() {
        Bench narrow = new Bench(1, 5);
        narrow.submit(1, 60_000);
        JobId impatient = narrow.submit(2, 100);
        JobId unwanted = narrow.submit(3, 60_000);
        narrow.core.cancel(unwanted, narrow.nowNanos, narrow);
        narrow.pass(100);
        assertEquals(Status.DEADLINE_EXCEEDED, narrow.outcomeOf(impatient).status());
        assertEquals(Status.CANCELLED, narrow.outcomeOf(unwanted).status());
        assertTrue(narrow.take(Submit.class).stream()
                .allMatch(submit -> submit.jobId().equals(Bench.id(1))));
    }

    @Test
    void shouldAskEveryOpenQuestionAgainAtANewAddress() {
        JobId asking = bench.submit(1, 60_000);
        JobId accepted = bench.submit(2, 60_000);
        bench.accept(accepted);
        bench.take(Submit.class);

        bench.core.onDispatchersResolved(List.of(Bench.DISPATCHER), bench.nowNanos, bench);
        assertTrue(bench.facts(DispatchersChanged.class).isEmpty(), "it has not moved");
        bench.core.onDispatchersResolved(List.of(Bench.ELSEWHERE), bench.nowNanos, bench);
        bench.pass(5);

        assertEquals(2, bench.facts(JobMoved.class).size());
        List<Submit> again = bench.takeSentTo(Bench.ELSEWHERE, Submit.class);
        assertEquals(
                List.of(asking, accepted), again.stream().map(Submit::jobId).toList());
        assertEquals(Bench.LIFE, again.get(1).dispatcher(), "who accepted it");
    }

    @Test
    void shouldNoticeADispatcherThatSaysNothing() {
        bench.submit(1, 60_000);
        bench.pass(2_499);
        assertTrue(bench.facts(DispatcherSilent.class).isEmpty());
        bench.pass(1);
        assertEquals(1, bench.facts(DispatcherSilent.class).size());
        bench.pass(3_100);
        assertEquals(2, bench.facts(DispatcherSilent.class).size(), "and again while it lasts");
    }

    @Test
    void shouldDoBoundedWorkInOneTurn() {
        Bench wide = new Bench(10_000, 10_000);
        for (int i = 1; i <= 2_000; i++) {
            wide.submit(i, 60_000);
        }
        wide.take(Submit.class);
        wide.nowNanos = 400 * Bench.MS;
        wide.core.onDeadline(wide.nowNanos, wide);
        assertTrue(wide.take(Submit.class).size() <= 256);
        assertTrue(wide.core.nextDeadlineNanos() <= wide.nowNanos, "wants to be called again");
    }

    @Test
    void shouldChangeNothingWhenCalledTooEarly() {
        bench.submit(1, 60_000);
        bench.take(Submit.class);
        long dueNanos = bench.core.nextDeadlineNanos();
        bench.core.onDeadline(dueNanos - 1, bench);
        assertTrue(bench.sent.isEmpty());
        assertEquals(dueNanos, bench.core.nextDeadlineNanos());
    }

    @Test
    void shouldRejectAJobThatIsOpenAlready() {
        bench.submit(1, 60_000);
        assertThrows(IllegalArgumentException.class, () -> bench.submit(1, 60_000));
    }
}
