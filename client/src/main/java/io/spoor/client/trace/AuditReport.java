package io.spoor.client.trace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What an {@link Audit} has found.
 *
 * @param jobs outcomes that were looked at
 * @param unrecorded jobs without a trace, where only a share was sampled
 * @param spans spans that were read
 * @param explained spans that a killed process took along, or whose parent it took along
 */
public record AuditReport(long jobs, long unrecorded, long spans, long explained, List<Finding> findings) {
    /** Findings that are shown each. */
    private static final int SHOWN_MAX = 20;

    public boolean isClean() {
        return findings.isEmpty();
    }

    /** How many findings there are of that rule. */
    public long count(Rule rule) {
        return findings.stream().filter(finding -> finding.rule() == rule).count();
    }

    /** The jobs that have any. */
    public Set<String> jobIds() {
        Set<String> ids = new TreeSet<>();
        findings.forEach(finding -> ids.add(finding.jobId()));
        return ids;
    }

    /** A table for a person. {@code traceOf}: where a job can be looked at. */
    public List<String> table(Function<String, String> traceOf) {
        Map<Rule, Long> counts = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            counts.put(rule, count(rule));
        }
        List<String> lines = new ArrayList<>();
        lines.add(format("%d jobs, %d without a trace, %d spans", jobs, unrecorded, spans));
        counts.forEach((rule, count) -> lines.add(format("%-17s %7d   %s", rule.title(), count, rule.meaning())));
        lines.add(format("explained         %7d   spans lost with a killed process, or whose parent was", explained));
        findings.stream()
                .limit(SHOWN_MAX)
                .forEach(finding -> lines.add(
                        finding.rule().title() + ": " + finding.what() + "  " + traceOf.apply(finding.jobId())));
        if (findings.size() > SHOWN_MAX) {
            lines.add(format("… and %d more", findings.size() - SHOWN_MAX));
        }
        lines.add(format(
                "%d differences in %d jobs, %d orphans", findings.size(), jobIds().size(), count(Rule.NO_ORPHANS)));
        return lines;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
