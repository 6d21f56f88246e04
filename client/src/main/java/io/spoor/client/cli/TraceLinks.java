package io.spoor.client.cli;

import io.spoor.protocol.JobId;

/**
 * Where a job's trace can be looked at.
 *
 * @param jaegerUrl where Jaeger's pages are; empty: only the trace id is known
 */
record TraceLinks(String jaegerUrl) {
    String of(JobId jobId) {
        if (jaegerUrl.isEmpty()) {
            return jobId.toString();
        }
        return (jaegerUrl.endsWith("/") ? jaegerUrl : jaegerUrl + "/") + "trace/" + jobId;
    }

    /** The job's name, and where its trace is if that is known. */
    String titled(JobId jobId) {
        return "job " + jobId + (jaegerUrl.isEmpty() ? "" : ", trace " + of(jobId));
    }
}
