package io.spoor.tests.e2e;

import io.spoor.tests.e2e.Executioner.Moment;
import io.spoor.tests.e2e.Relay.Faults;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Calculators are killed at the two moments that matter most to a job: when its attempt has been delivered and has not begun,
 * and when it is running and its result has not left.
 */
class KillMomentsIT {
    private static final int KILLS = Scale.of(1_000, 1);
    /** One slot each: a kill costs one attempt. */
    private static final int VICTIMS = Scale.of(8, 1);
    /** Nobody kills these, so that what was killed once can be finished. */
    private static final int SPARED = Scale.of(2, 1);

    private static final int SPARED_SLOTS = 4;
    private static final int MOST_OUTSTANDING = VICTIMS + SPARED * SPARED_SLOTS;
    /** Long enough that the kill always comes before the result. */
    private static final int CALCULATION_MS = 400;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldAnswerEveryJobWhoseCalculatorDiesBetweenDeliveryAndStart() {
        run(Moment.BEFORE_START, "between delivery and start");
    }

    @Test
    void shouldAnswerEveryJobWhoseCalculatorDiesBetweenStartAndResult() {
        run(Moment.BEFORE_RESULT, "between start and result");
    }

    private void run(Moment moment, String when) {
        App dispatcher = processes.dispatcher().start();
        try (Relay watched = Relay.before(dispatcher.port(), Faults.NONE, 1);
                Executioner executioner = new Executioner(moment, KILLS, this::calculator, watched)) {
            List<App> spared = Stream.generate(() -> processes
                            .calculator(watched.address())
                            .set("slots", SPARED_SLOTS)
                            .begin())
                    .limit(SPARED)
                    .toList();
            spared.forEach(Eventually::ready);
            executioner.begin(VICTIMS);
            App client = processes
                    .load(dispatcher.address(), "--outstanding", "" + MOST_OUTSTANDING, "--seconds", "7200")
                    .arguments("--ms", "" + CALCULATION_MS)
                    .set("drainMs", 60_000)
                    .begin();
            executioner.awaitKills();
            client.terminate();
            report(when, dispatcher, Statistics.of(client), executioner, spared);
        }
    }

    private Launch calculator(Relay watched) {
        return processes.calculator(watched.address()).set("slots", 1).jvm("-Xmx48m");
    }

    private static void report(
            String when, App dispatcher, Statistics client, Executioner executioner, List<App> spared) {
        long sent = client.get("sent");
        new Figures("kill-moments: " + KILLS + " times kill -9 " + when + ", " + VICTIMS
                        + " calculators that are killed and replaced, " + SPARED + " that are spared")
                .client(client, sent)
                .say("processes killed", executioner.processesKilled())
                .exactly("attempts killed at that moment, each another job's", executioner.attemptsKilled(), KILLS)
                .say("killed too late: the result had left", executioner.tooLate())
                .exactly("client: failed", client.get("failed"), 0)
                .exactly("next attempts given to the same calculator", executioner.givenToTheSame(), 0)
                .atLeast("next attempts seen", executioner.nextAttempts(), KILLS)
                .say("dispatcher: retries", Counts.retries(dispatcher))
                .exactly("dispatcher: accepted", Counts.accepted(dispatcher), sent)
                .exactly("dispatcher: finished well", Counts.finishedWell(dispatcher), sent)
                .exactly(
                        "exceptions of our own",
                        Counts.bugs(dispatcher)
                                + spared.stream().mapToLong(Counts::bugs).sum(),
                        0)
                .conclude();
    }
}
