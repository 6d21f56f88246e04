package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.spoor.protocol.AttemptId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonsTest {
    private final Job job = Parts.job(1);
    private final Attempt attempt =
            new Attempt(new AttemptId(job.id, 2, World.ME), job, Parts.calculator("c1", 1, "sleep"), 0);

    @ParameterizedTest
    @EnumSource(JobState.class)
    void shouldHaveAReasonInEveryState(JobState state) {
        job.state = state;
        assertFalse(Reasons.deadline(job, true).isBlank());
    }

    @Test
    void shouldSayWhetherASlotOrACalculatorWasMissing() {
        job.state = JobState.READY;
        assertEquals("no slot was free in time", Reasons.deadline(job, true));
        assertEquals("no live calculator offers 'sleep'", Reasons.deadline(job, false));
    }

    @Test
    void shouldSayWhatFailedBefore() {
        job.lastReason = Reasons.timeout(attempt);
        job.state = JobState.DELAYED;
        assertEquals(
                "the time was over before the next attempt could begin; the attempt before failed: "
                        + Reasons.timeout(attempt),
                Reasons.deadline(job, true));
        job.state = JobState.READY;
        assertEquals(
                "no live calculator offers 'sleep'; the attempt before failed: " + Reasons.timeout(attempt),
                Reasons.deadline(job, false));
    }

    @Test
    void shouldNameTheAttemptThatWasUnderWay() {
        job.state = JobState.ASSIGNED;
        job.current = attempt;
        assertEquals("attempt 2 was still running on c1", Reasons.deadline(job, true));
        assertEquals("nothing was heard of attempt 2 on c1", Reasons.lease(attempt));
    }

    @Test
    void shouldNameTheFunctionThatNobodyOffers() {
        assertEquals("no calculator offers 'sleep'", Reasons.notFound(job));
        assertEquals("no calculator offers 'sleep' yet", Reasons.notServedYet(job));
    }
}
