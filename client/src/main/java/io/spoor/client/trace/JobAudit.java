package io.spoor.client.trace;

import io.spoor.protocol.trace.AttributeNames;
import io.spoor.protocol.trace.SpanNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Holds one job's outcome against its trace. */
final class JobAudit {
    /** Stores round times down to microseconds; a beginning and a length, so up to two at an end. */
    private static final long ROUNDING_NANOS = TimeUnit.MICROSECONDS.toNanos(2);

    /** A dispatcher answers so also for a job that it never took over. */
    private static final Set<String> WITHOUT_DISPATCH = Set.of("CANCELLED", "INVALID_ARGUMENT");

    private static final String COMPLETED = "completed";
    private static final String REFUSED = "refused";

    private final JobOutcome job;
    private final Trace trace;
    private final Absences absences;
    private final long skewNanos;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private int explained;

    /** A calculation that is not there; it may be explained by what another trace tells of its calculator. */
    record Missing(String calculator, long endNanos, Finding finding) {}

    /** What a trace has shown, without the trace: there may be many. */
    record Result(List<Finding> findings, List<Missing> missing, int explained, int spans) {}

    /** @param skewNanos by how much the clocks of two processes may differ */
    JobAudit(JobOutcome job, Trace trace, Absences absences, long skewNanos) {
        this.job = job;
        this.trace = trace;
        this.absences = absences;
        this.skewNanos = skewNanos;
    }

    /** Looks at everything. */
    Result result() {
        List<ReadSpan> submits = trace.named(SpanNames.SUBMIT);
        long roots = trace.spans().stream().filter(ReadSpan::isRoot).count();
        check(Rule.ONE_ROOT, submits.size() == 1 && roots == 1, () -> submits.size() + " submit, " + roots + " roots");
        checkOrphans();
        if (submits.size() == 1) {
            checkSubmit(submits.get(0));
        }
        return new Result(findings, missing, explained, trace.spans().size());
    }

    private void checkOrphans() {
        for (ReadSpan orphan : trace.orphans()) {
            if (absences.mayBeOrphan(orphan, job.dispatcher())) {
                explained++;
            } else {
                add(Rule.NO_ORPHANS, orphan.name() + " of " + orphan.instance() + " has lost its parent");
            }
        }
    }

    private void checkSubmit(ReadSpan submit) {
        checkSame(submit, AttributeNames.STATUS, job.status());
        checkSame(submit, AttributeNames.ATTEMPTS, Long.toString(job.attempts()));
        checkSame(submit, AttributeNames.CALCULATOR, job.calculator());
        checkSame(submit, AttributeNames.DISPATCHER, job.dispatcher());
        for (ReadSpan dispatch : trace.below(submit, SpanNames.DISPATCH)) {
            checkAfter(submit, dispatch, true, false);
            checkDispatch(dispatch);
        }
        if (job.dispatcher().isEmpty()) {
            return;
        }
        List<ReadSpan> answering = trace.below(submit, SpanNames.DISPATCH).stream()
                .filter(dispatch ->
                        dispatch.attribute(AttributeNames.DISPATCHER).equals(job.dispatcher()))
                .toList();
        boolean neverTaken = answering.isEmpty() && job.attempts() == 0 && WITHOUT_DISPATCH.contains(job.status());
        check(
                Rule.ONE_OUTCOME,
                answering.size() == 1 || neverTaken,
                () -> answering.size() + " dispatch of " + job.dispatcher() + ", which answered");
        for (ReadSpan dispatch : answering) {
            checkSame(dispatch, AttributeNames.STATUS, job.status());
            checkSame(dispatch, AttributeNames.ATTEMPTS, Long.toString(job.attempts()));
            checkAfter(submit, dispatch, false, true);
        }
    }

    private void checkDispatch(ReadSpan dispatch) {
        List<ReadSpan> attempts = trace.below(dispatch, SpanNames.ATTEMPT);
        checkClosed(attempts);
        checkCount(dispatch, attempts);
        checkSequence(dispatch);
        attempts.forEach(this::checkCalculation);
    }

    private void checkClosed(List<ReadSpan> attempts) {
        for (ReadSpan attempt : attempts) {
            check(
                    Rule.ATTEMPTS,
                    !endOf(attempt).isEmpty(),
                    () -> "attempt " + attempt.attribute(AttributeNames.ATTEMPT) + " does not say how it ended");
        }
    }

    /** A refused attempt costs none; one that was adopted after it had been given up has two spans. */
    private void checkCount(ReadSpan dispatch, List<ReadSpan> attempts) {
        long said = dispatch.number(AttributeNames.ATTEMPTS);
        Set<String> costing = attempts.stream()
                .filter(attempt -> !endOf(attempt).equals(REFUSED))
                .map(JobAudit::nameOf)
                .collect(Collectors.toSet());
        // An earlier life began it, and this one fetched its result: then its client had asked before.
        boolean fetched = costing.isEmpty() && said == 1 && dispatch.number(AttributeNames.ASK) > 1;
        check(
                Rule.ATTEMPTS,
                costing.size() == said || fetched,
                () -> "the job cost " + said + " attempts, and " + costing.size() + " are here");
        if (attempts.stream().noneMatch(JobAudit::isAdopted)) {
            long numbers = attempts.stream().map(JobAudit::nameOf).distinct().count();
            long highest = attempts.stream()
                    .mapToLong(attempt -> attempt.number(AttributeNames.ATTEMPT))
                    .max()
                    .orElse(0);
            check(
                    Rule.ATTEMPTS,
                    numbers == attempts.size() && numbers == highest,
                    () -> attempts.size() + " attempts, the last is number " + highest);
            long retries = dispatch.events("backoff");
            check(
                    Rule.ATTEMPTS,
                    costing.size() <= retries + 1,
                    () -> costing.size() + " attempts after " + retries + " backoffs");
        }
    }

    /** Waits and attempts of one dispatcher have one clock. */
    private void checkSequence(ReadSpan dispatch) {
        List<ReadSpan> steps = trace.below(dispatch).stream()
                .filter(span -> span.is(SpanNames.QUEUE) || span.is(SpanNames.ATTEMPT))
                .sorted(Comparator.comparingLong(ReadSpan::startNanos).thenComparingLong(ReadSpan::endNanos))
                .toList();
        long sum = steps.stream().mapToLong(ReadSpan::lengthNanos).sum();
        check(
                Rule.QUEUE_AND_ATTEMPTS,
                sum <= dispatch.lengthNanos() + ROUNDING_NANOS * (steps.size() + 1),
                () -> "together " + ms(sum) + " ms of " + ms(dispatch.lengthNanos()) + " ms");
        long reached = dispatch.startNanos();
        for (ReadSpan step : steps) {
            long from = reached;
            check(
                    Rule.QUEUE_AND_ATTEMPTS,
                    step.startNanos() >= from - ROUNDING_NANOS,
                    () -> step.name() + " begins " + ms(from - step.startNanos()) + " ms before the last one's end");
            reached = step.endNanos();
        }
        long last = reached;
        check(
                Rule.QUEUE_AND_ATTEMPTS,
                last <= dispatch.endNanos() + ROUNDING_NANOS,
                () -> "the last step ends " + ms(last - dispatch.endNanos()) + " ms after the job");
    }

    /** An adopted attempt was calculated below the span of whoever began it. */
    private void checkCalculation(ReadSpan attempt) {
        List<ReadSpan> calculations = trace.below(attempt, SpanNames.CALCULATE);
        boolean completed = endOf(attempt).equals(COMPLETED);
        for (ReadSpan calculation : calculations) {
            checkCalculation(attempt, calculation, completed);
        }
        if (calculations.size() == 1 || isAdopted(attempt) || (calculations.isEmpty() && !completed)) {
            return;
        }
        String calculator = attempt.attribute(AttributeNames.CALCULATOR);
        Finding finding = new Finding(
                job.jobId(),
                Rule.CALCULATIONS,
                calculations.size() + " calculate of attempt " + attempt.attribute(AttributeNames.ATTEMPT) + " by "
                        + calculator);
        if (calculations.isEmpty()) {
            missing.add(new Missing(calculator, attempt.endNanos(), finding));
        } else {
            findings.add(finding);
        }
    }

    private void checkCalculation(ReadSpan attempt, ReadSpan calculation, boolean completed) {
        for (String key : List.of(AttributeNames.ATTEMPT, AttributeNames.CALCULATOR)) {
            checkEqual(Rule.CALCULATIONS, key, attempt.attribute(key), calculation.attribute(key));
        }
        if (completed) {
            String key = AttributeNames.ATTEMPT_STATUS;
            checkEqual(Rule.CALCULATIONS, key, attempt.attribute(key), calculation.attribute(key));
        }
        checkAfter(attempt, calculation, true, completed);
    }

    /** What is below begins after what is above, and ends before it where its end was the reason for that one's. */
    private void checkAfter(ReadSpan above, ReadSpan below, boolean begins, boolean ends) {
        if (begins) {
            check(
                    Rule.ORDER,
                    below.startNanos() >= above.startNanos() - skewNanos,
                    () -> below.name() + " begins " + ms(above.startNanos() - below.startNanos()) + " ms before "
                            + above.name());
        }
        if (ends) {
            check(
                    Rule.ORDER,
                    below.endNanos() <= above.endNanos() + skewNanos,
                    () -> below.name() + " ends " + ms(below.endNanos() - above.endNanos()) + " ms after "
                            + above.name());
        }
        check(Rule.ORDER, below.lengthNanos() >= 0, () -> below.name() + " ends before it begins");
    }

    private void checkSame(ReadSpan span, String key, String wanted) {
        checkEqual(Rule.ONE_OUTCOME, span.name() + " " + key, wanted, span.attribute(key));
    }

    private void checkEqual(Rule rule, String what, String wanted, String found) {
        check(rule, wanted.equals(found), () -> what + " is \"" + found + "\", not \"" + wanted + "\"");
    }

    private void check(Rule rule, boolean holds, Supplier<String> what) {
        if (!holds) {
            add(rule, what.get());
        }
    }

    private void add(Rule rule, String what) {
        findings.add(new Finding(job.jobId(), rule, what));
    }

    private static String endOf(ReadSpan attempt) {
        return attempt.attribute(AttributeNames.ATTEMPT_END);
    }

    private static boolean isAdopted(ReadSpan attempt) {
        return attempt.attribute(AttributeNames.ADOPTED).equals("true");
    }

    private static String nameOf(ReadSpan attempt) {
        return attempt.attribute(AttributeNames.ATTEMPT) + " of " + attempt.attribute(AttributeNames.DISPATCHER);
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
