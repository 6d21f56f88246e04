package io.spoor.tests.e2e;

/** What processes have counted, by the names in {@code docs/metrics.md}. */
final class Counts {
    private Counts() {}

    /** Calculations that a calculator's process has ended well. */
    static long computed(App calculator) {
        return calculator.metrics().sum("spoor_calculator_attempts_seconds_count", "status=\"ok\"");
    }

    /** Slots that the dispatcher believes taken; counted anew twice a second. */
    static long slotsTaken(App dispatcher) {
        return dispatcher.metrics().sum("spoor_slots_taken");
    }

    /** How often calculators have said that they run an attempt. */
    static long started(App dispatcher) {
        return dispatcher.metrics().sum("spoor_udp_messages_total", "direction=\"in\"", "type=\"started\"");
    }

    static long joined(App dispatcher) {
        return dispatcher.metrics().sum("spoor_calculators_joined_total");
    }

    static long lost(App dispatcher) {
        return dispatcher.metrics().sum("spoor_calculators_lost_total");
    }

    static long retries(App dispatcher) {
        return dispatcher.metrics().sum("spoor_retries_total");
    }

    /** Jobs that the dispatcher has answered well. */
    static long finishedWell(App dispatcher) {
        return dispatcher.metrics().sum("spoor_jobs_finished_total", "status=\"ok\"");
    }

    /** Packets, or messages in them, that a process could not use for this reason. */
    static long dropped(App app, String reason) {
        return app.metrics().sum("spoor_udp_dropped_total", "reason=\"" + reason + "\"");
    }

    /** Exceptions of our own code. */
    static long bugs(App app) {
        return app.metrics().sum("spoor_bugs_total");
    }
}
