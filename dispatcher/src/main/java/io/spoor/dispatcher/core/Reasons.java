package io.spoor.dispatcher.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Why a job or an attempt failed, in words for the person who reads it at the client. */
final class Reasons {
    static final String NOT_CONFIRMED = "the client did not confirm that it may run";

    private static final int DEATHS_NAMED = 3;

    private Reasons() {}

    /** The deadline came first; what the job was waiting for says why. */
    static String deadline(Job job, boolean served) {
        return switch (job.state) {
            case READY ->
                served
                        ? "no slot was free in time"
                        : "no live calculator offers '" + job.function + "'" + after(job.lastReason);
            case ASSIGNED -> running(job.current);
            case DELAYED -> "the time was over before the next attempt could begin" + after(job.lastReason);
            case ADOPTING -> "the time was over while the dispatcher waited to hear which calculator runs it";
            case CONFIRMING -> NOT_CONFIRMED;
            case FINISHED -> "finished";
        };
    }

    static String lease(Attempt attempt) {
        return "nothing was heard of attempt " + attempt.id.number() + " on " + attempt.calculator.identity;
    }

    static String timeout(Attempt attempt) {
        return "attempt " + attempt.id.number() + " on " + attempt.calculator.identity + " took longer than the "
                + ms(attempt.job.attemptTimeoutNanos)
                + " ms that the job gives one attempt";
    }

    /** It is told before its deadline: the slot goes to a job that can still end in time. */
    static String tooLate(Job job, long leftNanos, long usualNanos) {
        return "not begun: " + ms(leftNanos) + " ms were left, 9 of 10 runs of '" + job.function + "' take up to "
                + ms(usualNanos) + " ms, and other jobs wait" + after(job.lastReason);
    }

    /** The client may ask again later. */
    static String wouldBeLate(String function, int before, long waitNanos, long usualNanos) {
        return "it would end too late: " + before + (before == 1 ? " job is" : " jobs are") + " before it, for about "
                + ms(waitNanos) + " ms, and 9 of 10 runs of '" + function + "' take up to " + ms(usualNanos) + " ms";
    }

    private static long ms(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    static String notServedYet(Job job) {
        return notFound(job) + " yet";
    }

    static String notFound(Job job) {
        return "no calculator offers '" + job.function + "'";
    }

    /** With the last of those that died: with the longest names no more fit a reason. */
    static String poison(Job job) {
        List<String> died = job.diedUnderIt();
        List<String> last = died.subList(Math.max(0, died.size() - DEATHS_NAMED), died.size());
        return died.size() + " calculators died while they ran it: " + String.join(", ", last);
    }

    private static String running(@Nullable Attempt attempt) {
        return attempt == null
                ? "was assigned"
                : "attempt " + attempt.id.number() + " was still running on " + attempt.calculator.identity;
    }

    private static String after(@Nullable String reason) {
        return reason == null ? "" : "; the attempt before failed: " + reason;
    }
}
