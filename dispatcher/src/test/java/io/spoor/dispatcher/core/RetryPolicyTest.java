package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Status;
import io.spoor.protocol.node.Backoff;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Backoff BACKOFF = new Backoff(ms(20), ms(1_000));
    private static final long PLENTY = ms(3_600_000);

    @ParameterizedTest
    @CsvSource({
        "OK, false",
        "INVALID_ARGUMENT, false",
        "DEADLINE_EXCEEDED, true",
        "RESOURCE_EXHAUSTED, true",
        "UNAVAILABLE, true",
        "NOT_FOUND, true",
        "ABORTED, false",
        "CANCELLED, true",
        "UNAUTHENTICATED, false",
        "INTERNAL, false",
    })
    void shouldRetryOnlyWhatACalculatorCouldNotHelp(Status status, boolean retryable) {
        assertEquals(retryable, RetryPolicy.isRetryable(status));
    }

    @ParameterizedTest
    @CsvSource({
        "TIMED_OUT, DEADLINE_EXCEEDED",
        "LEASE_EXPIRED, UNAVAILABLE",
        "CALCULATOR_LOST, UNAVAILABLE",
        "REFUSED, UNAVAILABLE",
        "COMPLETED, UNAVAILABLE",
        "GIVEN_UP, UNAVAILABLE",
    })
    void shouldNameTheStatusOfAnAttemptWithoutOne(AttemptEnd end, Status status) {
        assertEquals(status, RetryPolicy.statusOf(end));
    }

    @Test
    void shouldCallNothingCancelledThatItsClientHasNotTakenBack() {
        assertEquals(Status.UNAVAILABLE, RetryPolicy.verdict(Status.CANCELLED));
        assertEquals(Status.NOT_FOUND, RetryPolicy.verdict(Status.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 40", "3, 80", "6, 640", "7, 1000", "99, 1000"})
    void shouldWaitTwiceAsLongEachTime(int ended, long usualMs) {
        long delay = policy(100).delayNanos(ended, PLENTY);
        assertTrue(delay >= ms(usualMs) * 8 / 10 && delay <= ms(usualMs) * 12 / 10, () -> "ns: " + delay);
    }

    @Test
    void shouldWaitLongestWhenTheBudgetIsSpent() {
        RetryPolicy policy = policy(1);
        assertTrue(policy.delayNanos(1, PLENTY) <= ms(24));
        assertTrue(policy.delayNanos(1, PLENTY) >= ms(800));
        for (int job = 0; job < 5; job++) {
            policy.onFirstAttempt();
        }
        assertTrue(policy.delayNanos(1, PLENTY) <= ms(24), "five first attempts at 0.2 have earned one retry");
    }

    @ParameterizedTest
    @CsvSource({"100, 50", "10, 5", "0, 0", "-5, 0"})
    void shouldLeaveTimeForTheAttemptItself(long remainingMs, long mostMs) {
        assertTrue(policy(0).delayNanos(9, ms(remainingMs)) <= ms(mostMs));
    }

    private static RetryPolicy policy(int budgetMax) {
        return new RetryPolicy(BACKOFF, new RetryBudget(0.2, budgetMax), new Random(7));
    }
}
