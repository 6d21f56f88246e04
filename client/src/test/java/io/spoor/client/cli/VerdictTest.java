package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.spoor.client.load.PlayedStatistics;
import io.spoor.client.load.Statistics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    /** 100 jobs, each taking as many ms as its number. */
    @ParameterizedTest
    @CsvSource({
        "100, 0, 0, 0, 0",
        "99, 1, 0, 0, 2",
        "0, 100, 0, 0, 2",
        "98, 1, 1, 0, 3",
        "97, 1, 1, 1, 4",
    })
    void shouldCountAnyFailureWithoutThresholds(int ok, int failed, int unanswered, int wrong, int code) {
        Statistics statistics = PlayedStatistics.of(ok, failed, unanswered, wrong);
        assertEquals(code, Verdict.STRICT.exitCode(statistics).number());
        assertEquals(List.of(), Verdict.STRICT.broken(statistics));
    }

    @Test
    void shouldAcceptTheShareThatItIsTold() {
        Verdict verdict = new Verdict(Optional.of(2.0), Optional.empty());
        Statistics just = PlayedStatistics.of(98, 1, 1, 0);
        assertEquals(List.of(), verdict.broken(just));
        assertEquals(ExitCode.OK, verdict.exitCode(just));
        assertEquals(
                List.of(
                        "threshold broken: 3 of 100 jobs failed or stayed unanswered (3.00 %), --fail-above accepts 2 %"),
                verdict.broken(PlayedStatistics.of(97, 2, 1, 0)));
        assertEquals(ExitCode.WRONG, verdict.exitCode(PlayedStatistics.of(99, 0, 0, 1)));
    }

    @Test
    void shouldHoldThe99thPercentileAgainstItsBound() {
        Statistics statistics = PlayedStatistics.of(100, 0, 0, 0);
        assertEquals(List.of(), new Verdict(Optional.empty(), Optional.of(99.5)).broken(statistics));
        assertEquals(
                List.of("threshold broken: p99 is 99.0 ms, --p99 accepts 98.5 ms"),
                new Verdict(Optional.empty(), Optional.of(98.5)).broken(statistics));
        assertEquals(
                List.of("threshold broken: no job ended OK, so there is no p99"),
                new Verdict(Optional.empty(), Optional.of(98.5)).broken(PlayedStatistics.of(0, 1, 0, 0)));
    }

    @Test
    void shouldReadAShare() {
        assertEquals(1, Verdict.percent("1%"));
        assertEquals(0.5, Verdict.percent("0.5"));
        assertThrows(UserError.class, () -> Verdict.percent("-1%"));
        assertThrows(UserError.class, () -> Verdict.percent("NaN"));
    }
}
