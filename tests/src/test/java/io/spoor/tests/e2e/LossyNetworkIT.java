package io.spoor.tests.e2e;

import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network loses, repeats, delays and reorders; and for a while it is not there. */
class LossyNetworkIT {
    private static final int JOBS = Scale.of(5_000, 400);
    private static final long SEED = 20_260_101;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldCompleteAllJobsWhenAFifthOfThePacketsIsLost() {
        App dispatcher = processes.dispatcher().start();
        try (Relay network = Relay.before(dispatcher.port(), new Faults(0.2, 0.1, 5), SEED)) {
            App calculators = processes
                    .calculator(network.address())
                    .set("count", 4)
                    .set("slots", 2)
                    .start();
            Eventually.is("all joined", () -> Counts.joined(dispatcher) == 4);

            Statistics statistics = processes
                    .load(network.address(), "--outstanding", "16", "--count", "" + JOBS, "--ms", "20")
                    .run();

            new Figures("loss: 20 % loss, 10 % duplication, up to 5 ms late, " + JOBS + " jobs")
                    .client(statistics, JOBS)
                    .exactly("client: OK", statistics.get("ok"), JOBS)
                    .atLeast("client: resends", statistics.get("resends"), 1)
                    .exactly("exceptions of our own", Counts.bugs(dispatcher) + Counts.bugs(calculators), 0)
                    .conclude();
        }
    }

    @Test
    void shouldAnswerAllOnceTheNetworkIsBack() {
        App dispatcher = processes.dispatcher().start();
        try (Relay network = Relay.before(dispatcher.port(), Faults.NONE, SEED)) {
            App calculator =
                    processes.calculator(network.address()).set("slots", 4).start();
            Eventually.ready(calculator);
            App client = processes
                    .load(dispatcher.address(), "--outstanding", "8", "--count", "120", "--ms", "100")
                    .begin();
            Eventually.is("under load", () -> Counts.finishedWell(dispatcher) >= 8);

            network.cut(Direction.FROM_TARGET);
            Eventually.is("the deaf calculator lost", () -> Counts.lost(dispatcher) == 1);
            network.heal();
            Eventually.is("back", () -> Counts.returned(dispatcher) == 1);
            network.cut(Direction.FROM_TARGET, Direction.TO_TARGET);
            Eventually.is("lost again", () -> Counts.lost(dispatcher) == 2);
            network.heal();

            Statistics.of(client).assertAllAnswered(120);
        }
    }
}
