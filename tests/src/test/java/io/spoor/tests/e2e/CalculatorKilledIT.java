package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Assign;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Faults;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A calculator dies with all that it runs. */
class CalculatorKilledIT {
    private static final int JOBS = 20;
    private static final double REDISPATCH_MS_MAX = 700;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldGiveItsJobsToAnotherSoon() {
        App dispatcher = processes.dispatcher().start();
        Map<JobId, Long> assigned = new ConcurrentHashMap<>();
        try (Relay watched = Relay.before(dispatcher.port(), Faults.NONE, 1)) {
            watched.tap(datagram -> {
                if (datagram.isTo(Direction.FROM_TARGET)) {
                    datagram.messages(Assign.class)
                            .forEach(assign ->
                                    assigned.putIfAbsent(assign.attempt().jobId(), datagram.nowNanos()));
                }
            });
            watched.cut(Direction.TO_TARGET);
            App heir =
                    processes.calculator(watched.address()).set("slots", JOBS).begin();
            App victim = processes
                    .calculator(dispatcher.address())
                    .set("slots", JOBS)
                    .start();
            heir.awaitStart();
            App client = processes
                    .load(dispatcher.address(), "--outstanding", "" + JOBS, "--count", "" + JOBS, "--ms", "4000")
                    .begin();
            Eventually.is("the victim runs all", () -> Counts.slotsTaken(dispatcher) == JOBS);
            watched.heal();
            Eventually.is("the heir is here", () -> Counts.joined(dispatcher) == 2);
            long killedNanos = System.nanoTime();
            victim.kill();

            Statistics statistics = Statistics.of(client).assertAllAnswered(JOBS);
            assertEquals(JOBS, statistics.get("retried"));
            assertEquals(JOBS, statistics.answersBy(heir.identity()));
            assertEquals(JOBS, assigned.size());
            assertEquals(1, Counts.lost(dispatcher));
            assertEquals(JOBS, Counts.retries(dispatcher));
            List<Long> redispatchMs = assigned.values().stream()
                    .map(nanos -> TimeUnit.NANOSECONDS.toMillis(nanos - killedNanos))
                    .sorted()
                    .toList();
            new Figures("calculator-killed: kill -9 of a calculator with " + JOBS + " jobs")
                    .say("given to another, first, ms", redispatchMs.get(0))
                    .atMostWhenFull("given to another, p99, ms", redispatchMs.get(JOBS * 99 / 100), REDISPATCH_MS_MAX)
                    .conclude();
        }
    }
}
