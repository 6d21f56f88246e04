package io.spoor.tests.e2e;

import io.spoor.tests.e2e.JobTimes.Phase;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Faults;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One calculator is gone, and the dispatcher goes on sending to where it was: what does that cost the jobs that are given to
 * others? Phases with everybody there and with one gone follow each other, so that both see the same moods of the machine.
 */
@Tag("long")
class DeadPeerIT {
    private static final int ROUNDS = Scale.of(10, 2);
    private static final int JOBS_PER_PHASE = Scale.of(2_000, 200);
    private static final int CALCULATORS = 8;
    private static final int SLOTS = 4;
    private static final int JOBS_PER_SECOND = 200;
    private static final double CHANGE_MS_MAX = 5;

    @RegisterExtension
    final Processes processes = new Processes();

    private final Spread healthyMs = new Spread();
    private final Spread changesMs = new Spread();

    @Test
    void shouldNotDelayOthersWhenItsAddressSwallowsEverything() {
        App dispatcher = processes.dispatcher().start();
        try (Relay clients = Relay.before(dispatcher.port(), Faults.NONE, 1);
                Relay swallowing = Relay.before(dispatcher.port(), Faults.NONE, 1)) {
            fleet(dispatcher, CALCULATORS - 1);
            App gone = calculator(swallowing.address()).start();
            Eventually.ready(gone);
            measure(clients, "address swallows everything", new Fate() {
                @Override
                public void strike() {
                    swallowing.cut(Direction.TO_TARGET, Direction.FROM_TARGET);
                }

                @Override
                public void undo() {
                    long returned = Counts.returned(dispatcher);
                    swallowing.heal();
                    Eventually.is("it is back", () -> Counts.returned(dispatcher) > returned);
                }
            });
        }
    }

    @Test
    void shouldNotDelayOthersWhenItsProcessIsKilled() {
        App dispatcher = processes.dispatcher().start();
        try (Relay clients = Relay.before(dispatcher.port(), Faults.NONE, 1)) {
            Fleet fleet = fleet(dispatcher, CALCULATORS);
            measure(clients, "process is killed", new Fate() {
                @Override
                public void strike() {
                    fleet.get(0).kill();
                }

                @Override
                public void undo() {
                    Eventually.ready(fleet.replace(0));
                }
            });
        }
    }

    /** What happens to the one calculator. */
    private interface Fate {
        void strike();

        void undo();
    }

    private Fleet fleet(App dispatcher, int size) {
        return new Fleet(size, () -> calculator(dispatcher.address())).awaitReady();
    }

    private Launch calculator(String dispatcher) {
        return processes.calculator(dispatcher).set("slots", SLOTS);
    }

    private void measure(Relay clients, String how, Fate fate) {
        JobTimes times = new JobTimes();
        clients.tap(times);
        App client = processes
                .load(clients.address(), "--rate", "" + JOBS_PER_SECOND, "--seconds", "3600", "--ms", "20")
                .begin();
        times.phase(JOBS_PER_PHASE);
        long lost = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Phase healthy = times.phase(JOBS_PER_PHASE);
            fate.strike();
            Phase struck = times.phase(JOBS_PER_PHASE);
            fate.undo();
            lost += struck.retried();
            healthyMs.add(healthy.p99Ms());
            changesMs.add(struck.p99Ms() - healthy.p99Ms());
        }
        client.terminate();
        Statistics statistics = Statistics.of(client);
        new Figures("dead-peer: 1 of " + CALCULATORS + " calculators, " + how + "; " + ROUNDS + " times, each "
                        + JOBS_PER_PHASE + " jobs of 20 ms with it and as many without, " + JOBS_PER_SECOND
                        + " a second")
                .client(statistics, statistics.get("sent"))
                .exactly("client: failed", statistics.get("failed"), 0)
                .say("jobs that had been given to the one that died", lost)
                .say("p99 of jobs to others with everybody there, ms", healthyMs)
                .say("change of it with one gone, ms", changesMs)
                .atMostWhenFull("median of the changes, ms", changesMs.median(), CHANGE_MS_MAX)
                .conclude();
    }
}
