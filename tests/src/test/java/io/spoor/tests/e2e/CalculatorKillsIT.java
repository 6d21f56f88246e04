package io.spoor.tests.e2e;

import io.spoor.tests.e2e.Relay.Faults;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calculators die one after the other, on a bad network, and come back as others; for minutes. */
@Tag("long")
class CalculatorKillsIT {
    private static final int JOBS = Scale.of(10_000, 600);
    private static final int CALCULATORS = 8;
    private static final int SLOTS = 4;
    private static final long KILL_EVERY_MS = 2_000;
    private static final Faults NETWORK = new Faults(0.05, 0, 0);
    private static final long SEED = 20_260_301;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldEndEveryJobOnceWhileCalculatorsDieAllTheTime() {
        App dispatcher = processes.dispatcher().start();
        try (Relay clients = Relay.before(dispatcher.port(), NETWORK, SEED);
                Relay calculators = Relay.before(dispatcher.port(), NETWORK, SEED + 1)) {
            Fleet fleet = new Fleet(
                            CALCULATORS,
                            () -> processes.calculator(calculators.address()).set("slots", SLOTS))
                    .awaitReady();
            App client = processes
                    .load(clients.address(), "--outstanding", "40", "--count", "" + JOBS, "--ms", "400")
                    .begin();
            int kills = killUntilTheEndOf(client, fleet);
            conclude(dispatcher, fleet, Statistics.of(client), kills);
        }
    }

    private static int killUntilTheEndOf(App client, Fleet fleet) {
        Random random = new Random(SEED);
        int kills = 0;
        while (!client.endsWithin(KILL_EVERY_MS)) {
            int place = random.nextInt(fleet.size());
            fleet.get(place).kill();
            fleet.replace(place);
            kills++;
        }
        return kills;
    }

    private static void conclude(App dispatcher, Fleet fleet, Statistics client, int kills) {
        fleet.awaitReady();
        long givenByTheLiving = fleet.sum(calculator -> client.answersBy(calculator.identity()));
        long computedByTheLiving = fleet.sum(Counts::computed);
        new Figures("calculator-kills: " + JOBS + " jobs, " + CALCULATORS + " calculators of " + SLOTS
                        + " slots, kill -9 every 2 s, 5 % loss")
                .client(client, JOBS)
                .atLeast("calculators killed", kills, 1)
                .say("dispatcher: calculators lost", Counts.lost(dispatcher))
                .say("dispatcher: retries", Counts.retries(dispatcher))
                .exactly("dispatcher: accepted", Counts.accepted(dispatcher), JOBS)
                .exactly("dispatcher: finished", Counts.finished(dispatcher), JOBS)
                .exactly("dispatcher: finished well", Counts.finishedWell(dispatcher), client.get("ok"))
                .exactly("answers by all calculators' lives", client.answersByAll(), client.get("ok"))
                .say("calculators alive: answers given", givenByTheLiving)
                .atLeast("calculators alive: computed", computedByTheLiving, givenByTheLiving)
                .exactly("exceptions of our own", Counts.bugs(dispatcher) + fleet.sum(Counts::bugs), 0)
                .conclude();
    }
}
