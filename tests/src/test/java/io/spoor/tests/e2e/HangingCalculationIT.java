package io.spoor.tests.e2e;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Faults;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calculations hang for ever and cannot be stopped, so that slots are taken which the dispatcher has given up. */
class HangingCalculationIT {
    private static final int JOBS = Scale.of(2_000, 100);
    private static final int HANGING = 2;
    private static final int SLOTS = 4;
    private static final int REFUSALS_MAX = 8;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldNotBeFollowedByAStormOfRefusals() {
        App dispatcher = processes.dispatcher().start();
        Map<JobId, Integer> refusals = new ConcurrentHashMap<>();
        try (Relay watched = Relay.before(dispatcher.port(), Faults.NONE, 1)) {
            watched.tap(datagram -> {
                if (datagram.isTo(Direction.TO_TARGET)) {
                    datagram.messages(AssignRefused.class)
                            .forEach(refused -> refusals.merge(refused.attempt().jobId(), 1, Integer::sum));
                }
            });
            String port = watched.address().substring(watched.address().indexOf(':') + 1);
            for (int i = 0; i < HANGING; i++) {
                processes.start(HangingCalculator.class, port, "" + SLOTS).err().await("registered");
            }
            App healthy =
                    processes.calculator(watched.address()).set("slots", SLOTS).start();
            Eventually.ready(healthy);

            Statistics client = processes
                    .load(
                            dispatcher.address(),
                            "--outstanding",
                            "24",
                            "--count",
                            "" + JOBS,
                            "--ms",
                            "50",
                            "--attempt-timeout",
                            "1000")
                    .run();

            new Figures("hanging: " + JOBS + " jobs, " + HANGING + " of " + (HANGING + 1)
                            + " calculators hang for ever and cannot be stopped")
                    .client(client, JOBS)
                    .exactly("client: OK", client.get("ok"), JOBS)
                    .exactly("answers by the one that works", client.answersBy(healthy.identity()), JOBS)
                    .atLeast("attempts that hung", Counts.ended(dispatcher, "timeout"), HANGING * SLOTS)
                    .say("refusals, all jobs", Counts.refusals(dispatcher))
                    .atMost(
                            "refusals, most of one job",
                            refusals.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .max()
                                    .orElse(0),
                            REFUSALS_MAX)
                    .exactly("exceptions of our own", Counts.bugs(dispatcher) + Counts.bugs(healthy), 0)
                    .conclude();
        }
    }
}
