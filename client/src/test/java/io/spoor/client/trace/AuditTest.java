package io.spoor.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.trace.AttributeNames;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final long SKEW_NANOS = 10_000_000;

    private final SampleTrace sample = SampleTrace.ofALostCalculator();

    private static AuditReport audit(JobOutcome job, SampleTrace sample, String... untraced) {
        Audit audit = new Audit(new Audit.Settings(SKEW_NANOS, List.of(untraced), false), List.of(job));
        audit.add(sample.trace());
        return audit.report();
    }

    private static Set<Rule> broken(SampleTrace sample) {
        return audit(SampleTrace.outcome(), sample).findings().stream()
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldFindNothingInATraceThatAddsUp() {
        AuditReport report = audit(SampleTrace.outcome(), sample);
        assertTrue(report.isClean(), report::toString);
        assertEquals(7, report.spans());
        assertEquals(0, report.explained());
    }

    @Test
    void shouldMissATraceUnlessOnlyAShareWasSampled() {
        List<JobOutcome> jobs = List.of(SampleTrace.outcome());
        AuditReport all = new Audit(new Audit.Settings(SKEW_NANOS, List.of(), false), jobs).report();
        assertEquals(1, all.count(Rule.ONE_ROOT));
        AuditReport some = new Audit(new Audit.Settings(SKEW_NANOS, List.of(), true), jobs).report();
        assertTrue(some.isClean());
        assertEquals(1, some.unrecorded());
    }

    @Test
    void shouldMissASpanThatWasNeverEnded() {
        assertEquals(Set.of(Rule.NO_ORPHANS, Rule.ONE_ROOT), broken(sample.without("submit")));
        assertEquals(
                Set.of(Rule.NO_ORPHANS, Rule.ONE_OUTCOME),
                broken(SampleTrace.ofALostCalculator().without("dispatch")));
        assertEquals(
                Set.of(Rule.ATTEMPTS), broken(SampleTrace.ofALostCalculator().without("attempt1")));
        assertEquals(
                Set.of(Rule.NO_ORPHANS, Rule.ATTEMPTS),
                broken(SampleTrace.ofALostCalculator().without("attempt2")));
        assertEquals(
                Set.of(Rule.CALCULATIONS),
                broken(SampleTrace.ofALostCalculator().without("calculate2")));
    }

    @Test
    void shouldSeeThatAContextWasLost() {
        assertEquals(Set.of(Rule.ONE_ROOT, Rule.CALCULATIONS), broken(sample.below("calculate2", "")));
        assertEquals(
                Set.of(Rule.CALCULATIONS),
                broken(SampleTrace.ofALostCalculator().below("calculate2", "dispatch")));
        assertEquals(
                Set.of(Rule.ONE_OUTCOME, Rule.NO_ORPHANS),
                broken(SampleTrace.ofALostCalculator().below("dispatch", "nobody")));
    }

    @Test
    void shouldSeeOutcomesThatDisagree() {
        assertEquals(Set.of(Rule.ONE_OUTCOME), broken(sample.set("dispatch", AttributeNames.STATUS, "INTERNAL")));
        assertEquals(
                Set.of(Rule.ONE_OUTCOME),
                broken(SampleTrace.ofALostCalculator().set("submit", AttributeNames.CALCULATOR, "calc-1")));
        JobOutcome other = SampleTrace.outcome(3);
        AuditReport report = audit(other, SampleTrace.ofALostCalculator());
        assertEquals(2, report.count(Rule.ONE_OUTCOME), "submit and dispatch both say 2 attempts");
    }

    @Test
    void shouldSeeAttemptsThatDoNotCloseOrCount() {
        assertEquals(Set.of(Rule.ATTEMPTS), broken(sample.set("attempt1", AttributeNames.ATTEMPT_END, "")));
        assertEquals(
                Set.of(Rule.ATTEMPTS),
                broken(SampleTrace.ofALostCalculator().set("attempt1", AttributeNames.ATTEMPT_END, "refused")));
        assertEquals(
                Set.of(Rule.ATTEMPTS),
                broken(SampleTrace.ofALostCalculator().set("attempt1", AttributeNames.ATTEMPT, "2")));
    }

    @Test
    void shouldBelieveAnAnswerWithoutAttemptsOnlyOfALifeThatWasAskedAgain() {
        JobOutcome job = SampleTrace.outcome(1);
        sample.without("attempt1").without("attempt2").without("calculate2");
        sample.set("submit", AttributeNames.ATTEMPTS, "1").set("dispatch", AttributeNames.ATTEMPTS, "1");
        sample.set("dispatch", AttributeNames.ASK, "1");
        assertEquals(1, audit(job, sample).count(Rule.ATTEMPTS));
        sample.set("dispatch", AttributeNames.ASK, "2");
        assertTrue(audit(job, sample).isClean());
    }

    @Test
    void shouldSeeTimesThatCannotBe() {
        assertEquals(Set.of(Rule.QUEUE_AND_ATTEMPTS), broken(sample.moved("queue2", -100)));
        assertEquals(Set.of(Rule.ORDER), broken(SampleTrace.ofALostCalculator().moved("calculate2", -20)));
        assertEquals(Set.of(), broken(SampleTrace.ofALostCalculator().moved("calculate2", 9)), "clocks differ");
        assertTrue(
                broken(SampleTrace.ofALostCalculator().moved("dispatch", 500)).contains(Rule.ORDER));
    }

    @Test
    void shouldExplainWhatAKilledCalculatorTookAlong() {
        sample.set("attempt1", AttributeNames.ATTEMPT_END, "completed")
                .set("attempt2", AttributeNames.ATTEMPT_END, "calculator_lost")
                .set("attempt2", AttributeNames.CALCULATOR, "calc-1")
                .without("calculate2");
        AuditReport report = audit(SampleTrace.outcome(), sample);
        assertEquals(0, report.count(Rule.CALCULATIONS), report::toString);
        assertEquals(1, report.explained());
    }

    @Test
    void shouldNotExplainWhatEndedLongBeforeTheDeath() {
        sample.set("attempt1", AttributeNames.ATTEMPT_END, "completed")
                .set("attempt2", AttributeNames.ATTEMPT_END, "calculator_lost")
                .set("attempt2", AttributeNames.CALCULATOR, "calc-1")
                .without("calculate2")
                .moved("attempt2", 6_000);
        assertEquals(1, audit(SampleTrace.outcome(), sample).count(Rule.CALCULATIONS));
    }

    @Test
    void shouldBelieveWhoIsToldThatAProcessSentNothing() {
        sample.without("calculate2");
        assertEquals(1, audit(SampleTrace.outcome(), sample, "calc-1").count(Rule.CALCULATIONS));
        assertTrue(audit(SampleTrace.outcome(), sample, "calc-").isClean());
    }

    @Test
    void shouldExplainOrphansOfADispatcherThatDidNotAnswer() {
        sample.below("calculate2", "lost").set("calculate2", AttributeNames.DISPATCHER, "disp-0");
        AuditReport report = audit(SampleTrace.outcome(), sample, "calc-2");
        assertTrue(report.isClean(), report::toString);
        assertEquals(2, report.explained(), "the orphan, and attempt 2 without its calculation");
    }
}
