package io.spoor.tests.sim;

import io.spoor.dispatcher.core.DispatcherSnapshot;
import java.util.Map;

/**
 * When all jobs have ended and all kept replies have expired, nothing of a job is left in any core: no entry, no slot, no
 * timer but those that every process has.
 */
final class LeakRules {
    /** More lives than any calculator has in a simulation. */
    private static final int LIVES_MAX = 8;

    /** Its deadline, and what its state waits for. */
    private static final int TIMERS_PER_JOB = 2;

    private LeakRules() {}

    static void check(World world) {
        world.dispatchers().values().forEach(dispatcher -> checkDispatcher(world, dispatcher));
        world.clients().values().forEach(LeakRules::checkClient);
        world.calculators().values().forEach(LeakRules::checkCalculator);
    }

    private static void checkDispatcher(World world, SimDispatcher dispatcher) {
        if (!isUp(dispatcher.host())) {
            return;
        }
        DispatcherSnapshot snapshot = dispatcher.core().snapshot();
        int orphans = orphans(world);
        Violation.unless(snapshot.open() <= orphans, "%s has jobs left: %s", dispatcher.host(), snapshot);
        Violation.unless(
                snapshot.timers() <= world.calculators().size() * LIVES_MAX + orphans * TIMERS_PER_JOB,
                "%s has timers left: %s",
                dispatcher.host(),
                snapshot);
        Violation.unless(snapshot.answerBytes() == 0, "%s keeps answers at rest: %s", dispatcher.host(), snapshot);
        Map<String, Integer> census = Census.of(dispatcher.core());
        Violation.unless(
                census.getOrDefault("Job", 0) <= orphans + census.getOrDefault("Attempt", 0),
                "%s keeps jobs that no calculator runs: %s",
                dispatcher.host(),
                census);
    }

    /** Jobs whose client was killed: until their deadline nobody can know that they are not wanted. */
    private static int orphans(World world) {
        int orphans = 0;
        for (SimJob job : world.jobs()) {
            orphans += job.client().host().isAlive() ? 0 : 1;
        }
        return orphans;
    }

    private static void checkClient(SimClient client) {
        if (isUp(client.host())) {
            checkNone(client.host(), client.core(), "OpenJob");
            Violation.unless(client.core().outstanding() == 0, "%s has jobs outstanding", client.host());
            Violation.unless(
                    client.core().nextDeadlineNanos() == Long.MAX_VALUE, "%s waits for nothing", client.host());
        }
    }

    private static void checkCalculator(SimCalculator calculator) {
        if (isUp(calculator.host()) && calculator.calculations().running() == 0) {
            checkNone(calculator.host(), calculator.core(), "RunningAttempt");
        }
    }

    private static void checkNone(SimHost<?> host, Object core, String type) {
        Map<String, Integer> census = Census.of(core);
        Violation.unless(!census.containsKey(type), "%s keeps %s: %s", host, type, census);
    }

    private static boolean isUp(SimHost<?> host) {
        return host.isAlive() && !host.isPaused();
    }
}
