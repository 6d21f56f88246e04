package io.spoor.tests.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two dispatchers share the calculators; clients know both. One is killed under load, and its clients never see it again. */
class SeveralDispatchersIT {
    private static final int KILLS = Scale.of(10, 1);
    private static final int JOBS = Scale.of(1_500, 400);
    private static final int OUTSTANDING = 12;
    private static final int SERVICE_MS = 60;
    private static final int CALCULATORS = 2;
    private static final int SLOTS = 8;
    private static final double OVER_MS_MAX = 1_000;

    @RegisterExtension
    final Processes processes = new Processes();

    private final Figures figures = new Figures("dispatcher-gone: " + JOBS + " jobs of " + SERVICE_MS + " ms, "
            + CALCULATORS + " calculators of " + SLOTS + " slots, one of two dispatchers killed for good, " + KILLS
            + " times");
    private final Spread overMs = new Spread();
    private long moved;

    @Test
    void shouldAnswerEveryJobWhenOneIsKilledForGood() {
        App staying = processes.dispatcher().start();
        App dying = processes.dispatcher().start();
        int port = dying.port();
        String both = staying.address() + "," + dying.address();
        Fleet fleet = new Fleet(CALCULATORS, () -> processes.calculator(both).set("slots", SLOTS)).awaitReady();
        for (int kill = 1; kill <= KILLS; kill++) {
            run(staying, dying, both);
            if (kill < KILLS) {
                dying = processes.dispatcher().set("port", port).start();
            }
        }
        long runs = fleet.sum(Counts::run);
        figures.say("jobs that went to the other dispatcher", moved)
                .say("slowest job without its own time, ms", overMs)
                .atMostWhenFull("median of these, ms", overMs.median(), OVER_MS_MAX)
                .say("attempts that calculators have run", runs)
                .atMost("of these more than jobs", runs - (long) KILLS * JOBS, moved)
                .atLeast("jobs moved", moved, KILLS)
                .say("retries of the dispatcher that stays", Counts.retries(staying))
                .exactly("exceptions of our own", Counts.bugs(staying) + fleet.sum(Counts::bugs), 0)
                .conclude();
    }

    private void run(App staying, App dying, String both) {
        Eventually.is(
                "both know all calculators",
                () -> Counts.joined(staying) == CALCULATORS && Counts.joined(dying) == CALCULATORS);
        long before = Counts.finishedWell(staying);
        App client = processes
                .load(both, "--outstanding", "" + OUTSTANDING, "--count", "" + JOBS, "--ms", "" + SERVICE_MS)
                .begin();
        Eventually.is(
                "both are under load",
                () -> Counts.finishedWell(staying) - before >= JOBS / 10 && Counts.finishedWell(dying) >= JOBS / 10);

        dying.kill();

        Statistics statistics = Statistics.of(client);
        figures.client(statistics, JOBS)
                .exactly("client: OK", statistics.get("ok"), JOBS)
                .exactly("client: answers from so many dispatchers", statistics.dispatchers(), 2);
        moved += statistics.get("moved");
        overMs.add(statistics.latencyMs("max") - SERVICE_MS);
    }
}
