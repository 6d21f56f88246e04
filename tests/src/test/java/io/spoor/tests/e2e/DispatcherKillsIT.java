package io.spoor.tests.e2e;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import io.spoor.tests.e2e.Relay.Direction;
import io.spoor.tests.e2e.Relay.Faults;
import io.spoor.tests.e2e.Relay.Passing;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dispatcher dies again and again, and its next life knows nothing but what it is told. */
@Tag("long")
class DispatcherKillsIT {
    private static final int JOBS = Scale.of(10_000, 500);
    private static final int KILLS = Scale.of(20, 2);
    private static final int CALCULATORS = 4;
    private static final int SLOTS = 8;
    private static final Faults LOSS = new Faults(0.05, 0, 0);
    private static final long SEED = 20_260_302;
    private static final double TWICE_SHARE_MAX = 0.005;
    private static final double BACK_SECONDS_MAX = 2;

    @RegisterExtension
    final Processes processes = new Processes();

    private final Spread upSeconds = new Spread();
    private final Spread backSeconds = new Spread();
    private final Spread servingSeconds = new Spread();

    @Test
    void shouldRunNothingTwiceOnACleanNetwork() {
        Figures figures = new Figures(title("a clean network"));
        run(Faults.NONE, figures);
        figures.atMostWhenFull("median from its start to the first answer, s", backSeconds.median(), BACK_SECONDS_MAX)
                .conclude();
    }

    @Test
    void shouldRunHardlyAnythingTwiceWhenPacketsAreLost() {
        Figures figures = new Figures(title("5 % loss"));
        run(LOSS, figures);
        figures.conclude();
    }

    private void run(Faults faults, Figures figures) {
        App first = processes.dispatcher().start();
        try (Relay clients = Relay.before(first.port(), faults, SEED);
                Relay calculators = Relay.before(first.port(), faults, SEED + 1)) {
            Fleet fleet = new Fleet(
                            CALCULATORS,
                            () -> processes.calculator(calculators.address()).set("slots", SLOTS))
                    .awaitReady();
            AtomicLong answeredNanos = watchAnswers(clients);
            App client = processes
                    .load(clients.address(), "--outstanding", "40", "--count", "" + JOBS, "--ms", "100")
                    .begin();
            App last = killAgainAndAgain(first, answeredNanos);
            report(figures, Statistics.of(client), fleet, last, faults);
        }
    }

    /** When a client has last been given a result. */
    private static AtomicLong watchAnswers(Relay clients) {
        AtomicLong answeredNanos = new AtomicLong(System.nanoTime());
        clients.tap(datagram -> {
            if (hasResult(datagram)) {
                answeredNanos.set(datagram.nowNanos());
            }
        });
        return answeredNanos;
    }

    private static boolean hasResult(Passing datagram) {
        return datagram.isTo(Direction.FROM_TARGET)
                && datagram.messages(Finished.class).stream().anyMatch(finished -> finished.status() == Status.OK);
    }

    /** The kills are spread evenly over the jobs; the last life finishes them. */
    private App killAgainAndAgain(App first, AtomicLong answeredNanos) {
        App dispatcher = first;
        int port = first.port();
        for (int kill = 0; kill < KILLS; kill++) {
            App dying = dispatcher;
            Eventually.is(
                    "life " + kill + " has done its share", () -> Counts.finishedWell(dying) >= JOBS / (KILLS + 2));
            dying.kill();
            long startNanos = System.nanoTime();
            dispatcher = processes.dispatcher().set("port", port).start();
            long upNanos = System.nanoTime();
            Eventually.is("an answer of the new life", () -> answeredNanos.get() - startNanos > 0);
            upSeconds.add(seconds(upNanos - startNanos));
            backSeconds.add(seconds(answeredNanos.get() - startNanos));
            servingSeconds.add(seconds(answeredNanos.get() - upNanos));
        }
        return dispatcher;
    }

    private void report(Figures figures, Statistics client, Fleet fleet, App last, Faults faults) {
        long runs = fleet.sum(Counts::run);
        double twice = (runs - JOBS) / (double) JOBS;
        figures.client(client, JOBS)
                .say("dispatchers killed", KILLS)
                .say("from a start to its socket, s", upSeconds)
                .say("from a start to the first answer, s", backSeconds)
                .say("from the socket to the first answer, s", servingSeconds)
                .exactly("client: OK", client.get("ok"), JOBS)
                .atLeast("attempts that calculators have run", runs, JOBS)
                .atMost("share of jobs run twice", twice, faults.loss() == 0 ? 0 : TWICE_SHARE_MAX)
                .exactly("exceptions of our own, last life", Counts.bugs(last) + fleet.sum(Counts::bugs), 0);
    }

    private static String title(String network) {
        return "dispatcher-kills: " + JOBS + " jobs, " + KILLS + " times kill -9, " + CALCULATORS + " calculators of "
                + SLOTS + " slots, " + network;
    }

    private static double seconds(long nanos) {
        return NANOSECONDS.toMillis(nanos) / 1e3;
    }
}
