package io.spoor.client.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what a client got against what was traced: {@link Rule} by rule, job by job. Spans that a killed process took along
 * are {@linkplain Absences explained} and counted, no difference.
 */
public final class Audit {
    private final Settings settings;
    private final Map<String, JobOutcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Trace> traces = new LinkedHashMap<>();

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
        jobs.forEach(job -> outcomes.put(job.jobId(), job));
    }

    /** Reads the traces of all jobs, or once more of those that have findings: spans may come late. */
    public AuditReport read(Jaeger jaeger, Collection<String> jobIds) throws Jaeger.UnavailableException {
        List<String> ids = List.copyOf(jobIds);
        List<Optional<Trace>> found = jaeger.findAll(ids);
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            found.get(i).ifPresent(trace -> traces.put(id, trace));
        }
        return report();
    }

    /** The ids of all jobs. */
    public Collection<String> jobIds() {
        return outcomes.keySet();
    }

    /** Takes a trace that was read. */
    public void add(Trace trace) {
        traces.put(trace.id(), trace);
    }

    /** What is found in what was read. */
    public AuditReport report() {
        Absences absences = new Absences(settings.untraced(), traces.values());
        List<Finding> findings = new ArrayList<>();
        long missing = 0;
        long explained = 0;
        for (JobOutcome job : outcomes.values()) {
            Trace trace = traces.get(job.jobId());
            if (trace != null) {
                JobAudit audit = new JobAudit(job, trace, absences, settings.skewNanos());
                findings.addAll(audit.findings());
                explained += audit.explained();
            } else if (settings.sampled()) {
                missing++;
            } else {
                findings.add(new Finding(job.jobId(), Rule.ONE_ROOT, "no trace"));
            }
        }
        return new AuditReport(outcomes.size(), missing, spans(), explained, List.copyOf(findings));
    }

    private long spans() {
        return traces.values().stream().mapToLong(trace -> trace.spans().size()).sum();
    }
}
