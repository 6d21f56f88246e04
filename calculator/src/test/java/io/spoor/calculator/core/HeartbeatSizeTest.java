package io.spoor.calculator.core;

import static io.spoor.calculator.core.Turns.A;
import static io.spoor.calculator.core.Turns.HEARTBEAT;
import static io.spoor.calculator.core.Turns.assign;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonCodec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The core counts bytes without the codec: here they are compared. */
class HeartbeatSizeTest {
    private static final TraceContext LIFE = TraceContext.of("00-11111111111111111111111111111111-2222222222222222-00");

    @ParameterizedTest
    @CsvSource({"6, 6, 1, 15", "19, 19, 1, 14", "48, 48, 1, 6", "32, 48, 4, 4"})
    void shouldFillPacketsAndNeverBeTooLong(int nameLength, int foreignLength, int functions, int leastNames) {
        JsonCodec codec = new JsonCodec();
        Turns turns = running(nameLength, foreignLength, functions);
        int most = 0;
        for (int beat = 0; beat < 200; beat++) {
            turns.forget();
            turns.pass(HEARTBEAT);
            Heartbeat heartbeat = turns.only(Heartbeat.class);
            int bytes = codec.encode(heartbeat.withTrace(LIFE));
            assertTrue(bytes != JsonCodec.TOO_LONG, () -> "too long: " + heartbeat);
            most = Math.max(most, heartbeat.running().size());
        }
        int named = most;
        assertTrue(named >= leastNames, () -> "at most " + named + " names in a packet");
    }

    @Test
    void shouldFitWithTheLongestNamesThereCanBe() {
        JsonCodec codec = new JsonCodec();
        Turns turns = running(Limits.NAME_MAX_LENGTH, Limits.NAME_MAX_LENGTH, Limits.FUNCTIONS_MAX);
        for (int beat = 0; beat < 50; beat++) {
            turns.forget();
            turns.pass(HEARTBEAT);
            assertTrue(codec.encode(turns.only(Heartbeat.class).withTrace(LIFE)) != JsonCodec.TOO_LONG);
        }
    }

    /** Runs attempts of the dispatcher it knows and of another one, whose names are written in full. */
    private static Turns running(int nameLength, int foreignLength, int functions) {
        List<String> names = IntStream.range(0, functions)
                .mapToObj(i -> i == 0 ? "sleep" : i + "f".repeat(nameLength - 1))
                .toList();
        String identity = "c".repeat(nameLength);
        CalculatorSettings settings =
                new CalculatorSettings(200, names, HEARTBEAT, Turns.SILENCE, 0, 0, Turns.DRAIN, 1 << 20);
        Turns turns = Turns.of(
                        calculations -> new CalculatorCore(identity, 1L << 44, settings, List.of(A), calculations))
                .start();
        String known = "d".repeat(nameLength);
        turns.ack(A, known, 0);
        turns.pass(5 * HEARTBEAT);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String dispatcher = i % 2 == 0 ? known : "e".repeat(foreignLength);
            AttemptId attempt = new AttemptId(JobId.random(random), 1 + random.nextInt(1_000_000), dispatcher);
            turns.receive(A, assign(attempt, 1, 86_400_000));
        }
        return turns;
    }
}
