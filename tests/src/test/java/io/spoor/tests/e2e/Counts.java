package io.spoor.tests.e2e;

/** What processes have counted, by the names in {@code docs/metrics.md}. */
final class Counts {
    private Counts() {}

    /** Calculations that a calculator's process has ended well. */
    static long computed(App calculator) {
        return calculator.metrics().sum("spoor_calculator_attempts_total", "status=\"ok\"");
    }

    /** Attempts that a calculator's process has begun and ended, however. */
    static long run(App calculator) {
        return calculator.metrics().sum("spoor_calculator_attempts_total");
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

    /** How often calculators that had been lost have come back as themselves. */
    static long returned(App dispatcher) {
        return dispatcher.metrics().sum("spoor_calculators_returned_total");
    }

    static long retries(App dispatcher) {
        return dispatcher.metrics().sum("spoor_retries_total");
    }

    /** Jobs that the dispatcher has taken over. */
    static long accepted(App dispatcher) {
        return dispatcher.metrics().sum("spoor_jobs_accepted_total");
    }

    /** Jobs that the dispatcher has answered, with whatever status. */
    static long finished(App dispatcher) {
        return dispatcher.metrics().sum("spoor_jobs_finished_total");
    }

    /** Jobs that the dispatcher has answered well. */
    static long finishedWell(App dispatcher) {
        return dispatcher.metrics().sum("spoor_jobs_finished_total", "status=\"ok\"");
    }

    /** Attempts that are no longer waited for, by their outcome. */
    static long ended(App dispatcher, String outcome) {
        return dispatcher.metrics().sum("spoor_attempts_total", "outcome=\"" + outcome + "\"");
    }

    /** Attempts that calculators did not take. */
    static long refusals(App dispatcher) {
        return dispatcher.metrics().sum("spoor_calculators_refusals_total");
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
