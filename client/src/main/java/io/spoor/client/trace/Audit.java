package io.spoor.client.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a client got against what was traced: {@link Rule} by rule, job by job. Spans that a killed process took along
 * are {@linkplain Absences explained} and counted, no difference.
 */
public final class Audit {
    /** Traces in memory at a time. */
    private static final int TRACES_HELD = 256;

    private final Settings settings;
    private final Map<String, JobOutcome> outcomes = new LinkedHashMap<>();
    private final Map<String, JobAudit.Result> results = new HashMap<>();
    private final Absences absences;

    /**
     * How strict it is.
     *
     * @param skewNanos by how much the clocks of two processes may differ
     * @param untraced beginnings of identities whose spans may be missing: killed while idle, or without tracing
     * @param sampled only a share of the jobs was recorded: a job without any trace is no difference
     */
    public record Settings(long skewNanos, List<String> untraced, boolean sampled) {}

    public Audit(Settings settings, Collection<JobOutcome> jobs) {
        this.settings = settings;
        this.absences = new Absences(settings.untraced());
        jobs.forEach(job -> outcomes.put(job.jobId(), job));
    }

    /** Reads the traces of all jobs, or once more of those that have findings: spans may come late. */
    public AuditReport read(Jaeger jaeger, Collection<String> jobIds) throws Jaeger.UnavailableException {
        List<String> ids = List.copyOf(jobIds);
        for (int from = 0; from < ids.size(); from += TRACES_HELD) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + TRACES_HELD));
            jaeger.findAll(some).forEach(found -> found.ifPresent(this::add));
        }
        return report();
    }

    /** The ids of all jobs. */
    public Collection<String> jobIds() {
        return outcomes.keySet();
    }

    /** Takes a trace that was read: what it shows is kept, the trace is not. */
    public void add(Trace trace) {
        JobOutcome job = outcomes.get(trace.id());
        if (job != null) {
            absences.noteLosses(trace);
            results.put(trace.id(), new JobAudit(job, trace, absences, settings.skewNanos()).result());
        }
    }

    /** What is found in what was read. */
    public AuditReport report() {
        List<Finding> findings = new ArrayList<>();
        long unrecorded = 0;
        long explained = 0;
        long spans = 0;
        for (String jobId : outcomes.keySet()) {
            JobAudit.Result result = results.get(jobId);
            if (result != null) {
                findings.addAll(result.findings());
                spans += result.spans();
                explained += result.explained() + judgeMissing(result, findings);
            } else if (settings.sampled()) {
                unrecorded++;
            } else {
                findings.add(new Finding(jobId, Rule.ONE_ROOT, "no trace"));
            }
        }
        return new AuditReport(outcomes.size(), unrecorded, spans, explained, List.copyOf(findings));
    }

    /** How many of the missing calculations are explained; the others are findings. */
    private long judgeMissing(JobAudit.Result result, List<Finding> findings) {
        long explained = 0;
        for (JobAudit.Missing missing : result.missing()) {
            if (absences.mayMiss(missing.calculator(), missing.endNanos())) {
                explained++;
            } else {
                findings.add(missing.finding());
            }
        }
        return explained;
    }
}
