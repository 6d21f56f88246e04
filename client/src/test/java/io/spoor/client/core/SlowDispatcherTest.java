package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.Submit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dispatcher that is slow is not asked more because it is slow; one that is lossy is asked again soon. */
class SlowDispatcherTest {
    private static final int JOBS = 256;

    private final Bench bench = new Bench(1_000, 0);
    private int number;

    /** It answers within a millisecond, so that the wait becomes the shortest one. */
    private void settle() {
        for (int i = 0; i < 20; i++) {
            JobId job = submit();
            bench.pass(1);
            bench.finish(job, "1");
        }
        bench.take(Submit.class);
        bench.facts.clear();
    }

    private JobId submit() {
        return bench.submit(++number, 60_000);
    }

    private List<JobId> submitMany() {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(submit());
        }
        return jobs;
    }

    private int askedAgain() {
        return bench.facts(JobAskedAgain.class).size();
    }

    @Test
    void shouldHardlyAskAgainWhenADispatcherPauses() {
        settle();
        List<JobId> jobs = submitMany();
        bench.pass(200);
        jobs.forEach(job -> bench.finish(job, "1"));
        bench.pass(1_000);
        assertTrue(askedAgain() <= 4, askedAgain() + " asked again");
    }

    @Test
    void shouldHardlyAskAgainAtAColdStart() {
        List<JobId> jobs = submitMany();
        bench.pass(450);
        jobs.forEach(job -> bench.finish(job, "1"));
        assertTrue(askedAgain() <= 2, askedAgain() + " asked again");
    }

    @Test
    void shouldAskNothingAgainWhenItWasStoppedItself() {
        settle();
        List<JobId> jobs = submitMany();
        bench.nowNanos += 200 * Bench.MS;
        bench.pass(0);
        jobs.forEach(job -> bench.finish(job, "1"));
        assertEquals(0, askedAgain());
    }

    @Test
    void shouldPollForWhatRestsForTheLongestInterval() {
        settle();
        submitMany();
        bench.take(Submit.class);
        bench.pass(500);
        List<JobId> polled = bench.take(Poll.class).stream()
                .flatMap(poll -> poll.jobIds().stream())
                .distinct()
                .toList();
        int again = bench.take(Submit.class).size();
        assertTrue(again <= 5, again + " submitted again");
        assertTrue(polled.size() >= JOBS - again, polled.size() + " polled");
    }

    @Test
    void shouldAskAgainAfterOneWaitForWhatWasLostAmongAnsweredQuestions() {
        settle();
        JobId lost = submit();
        for (int i = 0; i < 4; i++) {
            bench.pass(3);
            bench.finish(submit(), "1");
        }
        bench.take(Submit.class);
        bench.pass(23);
        assertEquals(
                List.of(lost),
                bench.take(Submit.class).stream().map(Submit::jobId).toList());
    }

    @Test
    void shouldAskAgainForALoneQuestionAsSoonAsEver() {
        settle();
        submit();
        bench.pass(35);
        assertEquals(1, askedAgain());
        bench.pass(65);
        assertEquals(2, askedAgain());
        bench.pass(125);
        assertEquals(3, askedAgain());
    }

    @Test
    void shouldWaitLongerWithAllQuestionsToOneThatIsSlow() {
        settle();
        submit();
        bench.pass(100);
        int before = askedAgain();
        submit();
        bench.pass(75);
        assertTrue(askedAgain() <= before + 1, "the new one waits, too");
    }

    @Test
    void shouldBringABurstThatWasLostToItsEndSoon() {
        settle();
        submitMany();
        bench.take(Submit.class);
        for (int ms = 0; ms < 450; ms++) {
            bench.take(Submit.class).forEach(submit -> bench.finish(submit.jobId(), "1"));
            bench.pass(1);
        }
        assertEquals(JOBS, bench.facts(JobEnded.class).size());
    }
}
