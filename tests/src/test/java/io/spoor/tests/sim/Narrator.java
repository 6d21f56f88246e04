package io.spoor.tests.sim;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says in few words what happens, with the names that people gave to jobs and processes. */
public final class Narrator {
    private final World world;

    public Narrator(World world) {
        this.world = world;
    }

    /** A message, as transcripts show it. */
    public String text(Message message) {
        return message.type().wireName() + " " + fields(message);
    }

    private String fields(Message message) {
        return switch (message.type()) {
            case SUBMIT -> submit((Submit) message);
            case ACCEPTED -> job(((Accepted) message).jobId());
            case FINISHED -> finished((Finished) message);
            case REFUSED -> refused((Refused) message);
            case POLL -> "#" + ((Poll) message).number() + " " + jobs(((Poll) message).jobIds());
            case POLL_ACK -> "#" + ((PollAck) message).number() + " unknown " + jobs(((PollAck) message).unknown());
            case CANCEL -> job(((Cancel) message).jobId());
            case ASSIGN -> assign((Assign) message);
            case STARTED -> attempt(((Started) message).attempt());
            case COMPLETED -> completed((Completed) message);
            case ASSIGN_REFUSED -> assignRefused((AssignRefused) message);
            case CANCEL_ATTEMPT -> attempt(((CancelAttempt) message).attempt());
            case FETCH -> attempt(((Fetch) message).attempt());
            case HEARTBEAT -> heartbeat((Heartbeat) message);
            case HEARTBEAT_ACK -> heartbeatAck((HeartbeatAck) message);
        };
    }

    private String submit(Submit submit) {
        String named = submit.dispatcher() == null ? "" : " known to " + submit.dispatcher();
        return job(submit.jobId()) + " ask " + submit.ask() + " " + submit.timeoutMs() + " ms left" + named;
    }

    private String finished(Finished finished) {
        return job(finished.jobId()) + " " + end(finished.status(), finished.result(), finished.reason());
    }

    private String refused(Refused refused) {
        return job(refused.jobId()) + " " + refused.status() + " (" + refused.reason() + "), again after "
                + refused.retryAfterMs() + " ms";
    }

    private String assign(Assign assign) {
        return attempt(assign.attempt()) + " ask " + assign.ask();
    }

    private String completed(Completed completed) {
        return attempt(completed.attempt()) + " " + end(completed.status(), completed.result(), completed.reason());
    }

    private String assignRefused(AssignRefused refused) {
        return attempt(refused.attempt()) + " " + refused.status() + " (" + refused.reason() + ")";
    }

    private String heartbeat(Heartbeat beat) {
        StringBuilder text = new StringBuilder("#" + beat.number() + " busy " + beat.busy() + "/" + beat.slots());
        if (beat.draining()) {
            text.append(" draining");
        }
        if (!beat.running().isEmpty()) {
            text.append(" running ").append(attempts(beat.running()));
        }
        if (!beat.completed().isEmpty()) {
            text.append(" completed ").append(attempts(beat.completed()));
        }
        AttemptId after = beat.after();
        AttemptId upTo = beat.upTo();
        if (after != null || upTo != null) {
            text.append(" in (").append(after == null ? "" : attempt(after));
            text.append(", ").append(upTo == null ? "" : attempt(upTo)).append("]");
        }
        return text.toString();
    }

    private static String heartbeatAck(HeartbeatAck ack) {
        return "#" + ack.number() + " expected " + ack.expected();
    }

    /** How something ended. */
    public static String end(Status status, @Nullable RawJson result, @Nullable String reason) {
        return status + (result == null ? "" : " " + result) + (reason == null ? "" : " (" + reason + ")");
    }

    /** The outcome of a job as its owner sees it. */
    public static String outcome(Outcome outcome) {
        return end(outcome.status(), outcome.result(), outcome.reason()) + ", attempts " + outcome.attempts()
                + (outcome.answered() ? "" : ", unanswered");
    }

    /** The name of a job. */
    public String job(JobId id) {
        SimJob job = world.job(id);
        return job == null ? id.toString() : job.name();
    }

    /** The name of an attempt: which try of which job, by which dispatcher. */
    public String attempt(AttemptId id) {
        return job(id.jobId()) + "/" + id.number() + "/" + shortened(id.dispatcher());
    }

    private static String shortened(String dispatcher) {
        return dispatcher.replace("dispatcher-", "d");
    }

    private String jobs(List<JobId> ids) {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        ids.forEach(id -> text.add(job(id)));
        return text.toString();
    }

    private String attempts(List<AttemptId> ids) {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        ids.forEach(id -> text.add(attempt(id)));
        return text.toString();
    }

    /** Who listens at an address. */
    public String who(Endpoint address) {
        for (SimHost<?> host : world.hosts()) {
            if (host.address().equals(address)) {
                return host.name();
            }
        }
        return address.toString();
    }

    /** A fact, with the ids in it replaced by names. */
    public String fact(Object fact) {
        if (fact instanceof ClientEvent.JobEnded ended) {
            return "JobEnded " + job(ended.jobId()) + " " + outcome(ended.outcome());
        }
        String text = fact.toString();
        for (SimJob job : world.jobs()) {
            text = text.replace(job.id().toString(), job.name());
        }
        return text.replaceAll("(, )?trace=TraceContext\\[[^]]*]", "");
    }
}
