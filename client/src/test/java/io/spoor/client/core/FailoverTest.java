package io.spoor.client.core;

import static io.spoor.client.core.Bench.DISPATCHER;
import static io.spoor.client.core.Bench.ELSEWHERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.DispatcherBack;
import io.spoor.client.core.ClientEvent.DispatcherLost;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.TraceContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two dispatchers: the first job asks the first, and that one falls silent. */
class FailoverTest {
    private static final long FAILOVER_MS = 480;
    private static final int HERE = Bench.firstAskedAt(DISPATCHER, 1);
    private static final int THERE = Bench.firstAskedAt(ELSEWHERE, 1);

    private final Bench bench = Bench.ofTwo();

    private void ack(Endpoint from, Poll poll) {
        bench.receive(from, new PollAck(TraceContext.NONE, Bench.lifeAt(from), poll.number(), List.of()));
    }

    /** Lets time pass while the dispatcher answers every poll at once. */
    private void passWhileAnswering(Endpoint dispatcher, long ms) {
        for (long i = 0; i < ms; i += 5) {
            bench.pass(5);
            bench.takeSentTo(dispatcher, Poll.class).forEach(poll -> ack(dispatcher, poll));
        }
    }

    @Test
    void shouldAskTheOtherInTheNameOfTheSilentOne() {
        JobId job = bench.submit(HERE, 60_000);
        bench.acceptFrom(DISPATCHER, job);
        bench.take(Submit.class);
        bench.pass(480 + FAILOVER_MS - 1);
        assertTrue(bench.facts(DispatcherLost.class).isEmpty());
        assertTrue(bench.takeSentTo(DISPATCHER, Poll.class).size() > Pulse.PROBES, "the poll and the probes");
        bench.pass(6);

        DispatcherLost lost = bench.facts(DispatcherLost.class).get(0);
        assertEquals(new DispatcherLost(DISPATCHER, Bench.LIFE, FAILOVER_MS * Bench.MS, 1), lost);
        assertEquals(ELSEWHERE, bench.facts(JobMoved.class).get(0).to());
        Submit again = bench.takeSentTo(ELSEWHERE, Submit.class).get(0);
        assertEquals(2, again.ask());
        assertEquals(Bench.LIFE, again.dispatcher());
        assertEquals(Why.MOVED, bench.facts(JobAskedAgain.class).get(0).why());
    }

    @Test
    void shouldNotMoveWhileAnyAnswerComes() {
        JobId job = bench.submit(HERE, 60_000);
        bench.acceptFrom(DISPATCHER, job);
        for (int i = 0; i < 100; i++) {
            bench.pass(FAILOVER_MS - 50);
            List<Poll> polls = bench.takeSentTo(DISPATCHER, Poll.class);
            if (!polls.isEmpty()) {
                ack(DISPATCHER, polls.get(polls.size() - 1));
            }
        }
        assertTrue(bench.facts(DispatcherLost.class).isEmpty());
    }

    @Test
    void shouldBelieveAQuietDispatcherWell() {
        JobId job = bench.submit(HERE, 60_000);
        bench.finishFrom(DISPATCHER, job, "1");
        assertEquals(Long.MAX_VALUE, bench.core.nextDeadlineNanos(), "nothing is expected");
        bench.pass(3_600_000);
        assertTrue(bench.facts(DispatcherLost.class).isEmpty());
    }

    @Test
    void shouldGiveNewJobsToTheOthersAndAgainToOneThatIsBackWhichKeepsItsJobsWhereTheyAre() {
        JobId job = bench.submit(HERE, 60_000);
        bench.acceptFrom(DISPATCHER, job);
        passWhileAnswering(ELSEWHERE, 1_000);
        bench.acceptFrom(ELSEWHERE, job);
        bench.take(Submit.class);
        int second = Bench.firstAskedAt(DISPATCHER, HERE + 1);
        bench.submit(second, 60_000);
        assertEquals(1, bench.takeSentTo(ELSEWHERE, Submit.class).size());

        passWhileAnswering(ELSEWHERE, 500);
        Poll probe = bench.takeSentTo(DISPATCHER, Poll.class).get(0);
        ack(DISPATCHER, probe);
        assertEquals(List.of(new DispatcherBack(DISPATCHER, Bench.LIFE)), bench.facts(DispatcherBack.class));
        bench.submit(Bench.firstAskedAt(DISPATCHER, second + 1), 60_000);
        assertEquals(1, bench.takeSentTo(DISPATCHER, Submit.class).size());
        assertEquals(1, bench.facts(JobMoved.class).size(), "what has moved stays");
    }

    @Test
    void shouldStayWhereItIsWhileAllAreSilentAndGoToTheFirstThatSpeaks() {
        JobId job = bench.submit(HERE, 60_000);
        JobId other = bench.submit(THERE, 60_000);
        bench.pass(2_500);
        assertEquals(2, bench.facts(DispatcherLost.class).size());
        assertTrue(bench.facts(JobMoved.class).size() <= 1, "both fall silent at the same time, one after the other");
        assertEquals(1, bench.facts(DispatcherSilent.class).size(), "time to resolve the names again");

        bench.acceptFrom(ELSEWHERE, other);
        bench.pass(10);
        assertTrue(bench.takeSentTo(ELSEWHERE, Submit.class).stream()
                .anyMatch(submit -> submit.jobId().equals(job)));
    }

    @Test
    void shouldShowTheFirstAnswerOnlyAlsoThatOfTheOneThatWasLeft() {
        JobId job = bench.submit(HERE, 60_000);
        bench.acceptFrom(DISPATCHER, job);
        passWhileAnswering(ELSEWHERE, 1_100);
        bench.acceptFrom(ELSEWHERE, job);
        bench.finishFrom(DISPATCHER, job, "1");
        bench.finishFrom(ELSEWHERE, job, "1");
        assertTrue(bench.outcomeOf(job).isOk());
        assertEquals(1, bench.facts(DuplicateAnswer.class).size());
    }

    @Test
    void shouldIgnoreALateAcceptedOfTheOneThatWasLeft() {
        JobId job = bench.submit(HERE, 60_000, 1);
        passWhileAnswering(ELSEWHERE, 600);
        bench.take(Submit.class);
        bench.acceptFrom(DISPATCHER, job);
        assertTrue(bench.facts(JobAccepted.class).isEmpty());
        assertTrue(bench.take(Submit.class).isEmpty(), "else the other would be asked in the first one's name");
        bench.acceptFrom(ELSEWHERE, job);
        assertEquals(
                Bench.ELSEWHERE_LIFE,
                bench.takeSentTo(ELSEWHERE, Submit.class).get(0).dispatcher());
    }

    @Test
    void shouldGoOnNamingTheFirstThatMayHaveRunTheOneAttempt() {
        JobId job = bench.submit(HERE, 60_000, 1);
        bench.acceptFrom(DISPATCHER, job);
        bench.acceptFrom(DISPATCHER, job);
        passWhileAnswering(ELSEWHERE, 1_000);
        assertEquals(
                Bench.LIFE, bench.takeSentTo(ELSEWHERE, Submit.class).get(0).dispatcher());
        bench.acceptFrom(ELSEWHERE, job);
        bench.pass(490);
        Submit kept = bench.takeSentTo(ELSEWHERE, Submit.class).get(0);
        assertEquals(Bench.LIFE, kept.dispatcher());
    }

    @Test
    void shouldNameNobodyForAJobThatMayHaveReachedNobody() {
        bench.submit(HERE, 60_000);
        bench.pass(FAILOVER_MS + 10);
        assertNull(bench.takeSentTo(ELSEWHERE, Submit.class).get(0).dispatcher());
    }

    @Test
    void shouldNameTheSilentOneAlsoForAJobThatItHasNotAccepted() {
        bench.finishFrom(DISPATCHER, bench.submit(HERE, 60_000), "1");
        bench.submit(Bench.firstAskedAt(DISPATCHER, HERE + 1), 60_000);
        bench.pass(FAILOVER_MS + 10);
        assertEquals(
                Bench.LIFE, bench.takeSentTo(ELSEWHERE, Submit.class).get(0).dispatcher());
    }

    @Test
    void shouldTakeCancelsAndOverdueJobsAlong() {
        JobId unwanted = bench.submit(HERE, 60_000);
        JobId overdue = bench.submit(Bench.firstAskedAt(DISPATCHER, HERE + 1), 300);
        bench.core.cancel(unwanted, bench.nowNanos, bench);
        bench.pass(FAILOVER_MS + 100);
        assertEquals(unwanted, bench.takeSentTo(ELSEWHERE, Cancel.class).get(0).jobId());
        Set<JobId> polled = bench.takeSentTo(ELSEWHERE, Poll.class).stream()
                .flatMap(poll -> poll.jobIds().stream())
                .collect(Collectors.toSet());
        assertTrue(polled.contains(overdue));
    }

    @Test
    void shouldLetGoOfAnAddressThatVanishesAndUseOneThatAppears() {
        JobId job = bench.submit(HERE, 60_000);
        bench.acceptFrom(DISPATCHER, job);
        bench.take(Submit.class);
        bench.core.onDispatchersResolved(List.of(ELSEWHERE), bench.nowNanos, bench);
        bench.pass(5);
        assertEquals(job, bench.takeSentTo(ELSEWHERE, Submit.class).get(0).jobId());

        bench.core.onDispatchersResolved(List.of(ELSEWHERE, DISPATCHER), bench.nowNanos, bench);
        bench.submit(Bench.firstAskedAt(DISPATCHER, HERE + 1), 60_000);
        assertEquals(1, bench.takeSentTo(DISPATCHER, Submit.class).size());
        assertEquals(1, bench.facts(JobMoved.class).size());
    }

    @Test
    void shouldAskForMovedJobsAFewAtATime() {
        for (int i = 1; i <= 2_000; i++) {
            bench.submit(i, 60_000);
        }
        bench.core.onDispatchersResolved(List.of(ELSEWHERE), bench.nowNanos, bench);
        bench.take(Submit.class);
        bench.core.onDeadline(bench.nowNanos, bench);
        int moved = bench.facts(JobMoved.class).size();
        assertTrue(moved > 800, "about a half");
        int atOnce = bench.take(Submit.class).size();
        assertTrue(atOnce <= 256, () -> atOnce + " at once");
        bench.pass(20);
        assertFalse(bench.take(Submit.class).isEmpty());
    }
}
