package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Poll;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollRoundTest {
    private static final JobId A = new JobId(0, 1);
    private static final JobId B = new JobId(0, 2);
    private static final JobId C = new JobId(0, 3);

    private long numbers;
    private final PollRound round = new PollRound("c-1", 80, () -> ++numbers);

    @Test
    void shouldTakeThoseAlongWhoWouldBeDueSoonAfter() {
        round.join(A, 0);
        round.join(B, 10);
        round.join(C, 11);
        assertEquals(80, round.nextDueNanos());
        assertEquals(List.of(A, B), round.next(80).jobIds());
        assertEquals(91, round.nextDueNanos());
    }

    @Test
    void shouldGoRound() {
        round.join(A, 0);
        round.join(B, 40);
        round.next(80);
        assertEquals(List.of(B), round.next(120).jobIds());
        assertEquals(160, round.nextDueNanos());
        assertEquals(List.of(A), round.next(160).jobIds());
    }

    @Test
    void shouldKnowWhichPollsHaveNamedAJobSinceItJoined() {
        round.join(B, 0);
        Poll before = round.next(80);
        round.join(A, 80);
        Poll first = round.next(160);
        Poll second = round.next(240);
        assertFalse(round.hasNamed(A, before.number()));
        assertTrue(round.hasNamed(A, first.number()));
        assertTrue(round.hasNamed(A, second.number()));
        assertFalse(round.hasNamed(C, second.number()));
    }

    @Test
    void shouldNameAtOnceWhoIsDueNowAndThenInTurn() {
        round.join(A, 0);
        round.joinDue(B, 5);
        assertEquals(5, round.nextDueNanos());
        assertEquals(List.of(B), round.next(5).jobIds());
        assertEquals(80, round.nextDueNanos());
        round.joinDue(C, 70);
        round.leave(C);
        assertEquals(List.of(A, B), round.next(80).jobIds());
    }

    @Test
    void shouldBeQuietWhenEverybodyHasLeft() {
        round.join(A, 0);
        round.leave(A);
        assertEquals(Long.MAX_VALUE, round.nextDueNanos());
    }
}
