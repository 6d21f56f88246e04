package io.spoor.calculator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The small parts alone. */
class PartsTest {
    private static final String LONGEST = "n".repeat(Limits.NAME_MAX_LENGTH);

    @Test
    void shouldNameFewerAttemptsWhenTheirNamesAreLong() {
        TreeSet<AttemptId> running = new TreeSet<>();
        for (int job = 1; job <= 100; job++) {
            running.add(new AttemptId(new JobId(0, job), 1, LONGEST));
        }
        int fixed = HeartbeatRound.fixedBytes("calc-1", "disp-a", List.of("sleep"), 1, 1);

        HeartbeatRound foreign = new HeartbeatRound();
        HeartbeatRound.Range range = foreign.next(running, Collections.emptyNavigableSet(), "disp-a", fixed);
        assertTrue(
                range.running().size() < HeartbeatRound.NAMES_MAX,
                () -> "named " + range.running().size());
        assertEquals(range.running().get(range.running().size() - 1), range.upTo());

        HeartbeatRound own = new HeartbeatRound();
        assertTrue(
                own.next(running, Collections.emptyNavigableSet(), LONGEST, fixed)
                                .running()
                                .size()
                        > 2 * range.running().size(),
                "its own dispatcher's are short");
    }

    @Test
    void shouldNameAtLeastOneHoweverLittleRoomThereIs() {
        TreeSet<AttemptId> running = new TreeSet<>(
                List.of(new AttemptId(new JobId(0, 1), 1, LONGEST), new AttemptId(new JobId(0, 2), 1, LONGEST)));
        HeartbeatRound round = new HeartbeatRound();
        assertEquals(
                1,
                round.next(running, Collections.emptyNavigableSet(), null, 10_000)
                        .running()
                        .size());
        assertEquals(
                1,
                round.next(running, Collections.emptyNavigableSet(), null, 10_000)
                        .running()
                        .size());
        assertTrue(round.isAtFirst());
    }

    @Test
    void shouldGoOnBehindTheLastNameAlsoWhenItIsGone() {
        TreeSet<AttemptId> running = new TreeSet<>();
        for (int job = 1; job <= 30; job++) {
            running.add(new AttemptId(new JobId(0, job), 1, "d"));
        }
        HeartbeatRound round = new HeartbeatRound();
        AttemptId end =
                round.next(running, Collections.emptyNavigableSet(), "d", 300).upTo();
        running.remove(end);
        HeartbeatRound.Range second = round.next(running, Collections.emptyNavigableSet(), "d", 300);
        assertEquals(end, second.after());
        assertNull(second.upTo());
        assertEquals(10, second.running().size());
    }

    @Test
    void shouldGoRoundRunningAndCompletedNamesTogether() {
        TreeSet<AttemptId> running = new TreeSet<>();
        TreeSet<AttemptId> completed = new TreeSet<>();
        for (int job = 1; job <= 30; job++) {
            (job % 3 == 0 ? completed : running).add(new AttemptId(new JobId(0, job), 1, "d"));
        }
        HeartbeatRound.Range range = new HeartbeatRound().next(running, completed, "d", 300);
        assertEquals(14, range.running().size());
        assertEquals(6, range.completed().size());
        assertEquals(new AttemptId(new JobId(0, 20), 1, "d"), range.upTo());
    }

    @Test
    void shouldCutReasonsBetweenCharactersAndCleanThem() {
        assertEquals("short", Reason.cut("short"));
        assertEquals("line one  line two ? end", Reason.cut("line one\r\nline two \ud800 end"));
        String euros = Reason.cut("€".repeat(100));
        assertEquals(66, euros.length());
        String grins = Reason.cut("x" + "😀".repeat(100));
        assertEquals(1 + 49 * 4, grins.getBytes(StandardCharsets.UTF_8).length);
        assertEquals(200, Reason.cut("é".repeat(300)).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void shouldAllowAResultExactlyWithOk() {
        assertThrows(IllegalArgumentException.class, () -> new Result(Status.OK, null, null));
        assertThrows(IllegalArgumentException.class, () -> new Result(Status.INTERNAL, RawJson.NULL, "no"));
        RawJson largest = RawJson.of("1".repeat(Limits.PAYLOAD_MAX_BYTES));
        assertEquals(Status.OK, Result.ok(largest).withinLimits().status());
        assertEquals(
                200,
                String.valueOf(Result.failed(Status.INTERNAL, "x".repeat(999))
                                .withinLimits()
                                .reason())
                        .length());
    }

    @Test
    void shouldRejectSettingsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> Turns.settings(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Turns.settings(Limits.SLOTS_MAX + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CalculatorSettings(1, List.of(), 1, 2, 0, 0, 0, 1));
    }
}
