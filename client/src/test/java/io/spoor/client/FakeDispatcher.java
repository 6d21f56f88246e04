package io.spoor.client;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the name of the function: {@code echo} gives the arguments back, {@code lossy} is deaf to the first asking,
 * {@code square} gives x² for x = 12, {@code hang} is accepted and never ends, {@code fail} fails, {@code deaf} hears nothing.
 */
public final class FakeDispatcher implements Node<String> {
    final List<Message> heard = new CopyOnWriteArrayList<>();
    private final Set<JobId> asked = new HashSet<>();
    private final Set<JobId> accepted = new HashSet<>();
    private final Set<JobId> deaf = new HashSet<>();
    /** Nothing arrives from these ports: a translation of addresses on the way has gone stale. */
    final Set<Integer> cutOff = ConcurrentHashMap.newKeySet();

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<String> out) {
        if (cutOff.contains(from.port())) {
            return;
        }
        heard.add(message);
        if (message instanceof Submit submit) {
            Message reply = reply(submit);
            if (reply != null) {
                out.send(from, reply);
            }
        } else if (message instanceof Poll poll) {
            answer(poll, from, out);
        } else if (message instanceof Cancel cancel) {
            out.send(from, finished(cancel.jobId(), Status.CANCELLED, null, "cancelled"));
        }
    }

    private void answer(Poll poll, Endpoint from, Output<String> out) {
        if (poll.jobIds().stream().noneMatch(deaf::contains)) {
            List<JobId> unknown = poll.jobIds().stream()
                    .filter(jobId -> !accepted.contains(jobId))
                    .toList();
            out.send(from, new PollAck(TraceContext.NONE, "d-1", poll.number(), unknown));
        }
    }

    private @Nullable Message reply(Submit submit) {
        return switch (submit.function()) {
            case "echo" -> finished(submit.jobId(), Status.OK, submit.arguments(), null);
            case "lossy" ->
                asked.add(submit.jobId()) ? null : finished(submit.jobId(), Status.OK, submit.arguments(), null);
            case "square" -> finished(submit.jobId(), Status.OK, RawJson.of("144"), null);
            case "hang" -> {
                accepted.add(submit.jobId());
                yield new Accepted(TraceContext.NONE, "d-1", submit.jobId());
            }
            case "fail" -> finished(submit.jobId(), Status.INTERNAL, null, "it fails");
            default -> {
                deaf.add(submit.jobId());
                yield null;
            }
        };
    }

    private static Finished finished(JobId jobId, Status status, @Nullable RawJson result, @Nullable String reason) {
        return new Finished(TraceContext.NONE, "d-1", jobId, status, result, reason, 1, "calc-1");
    }

    @Override
    public void onDeadline(long nowNanos, Output<String> out) {}

    @Override
    public long nextDeadlineNanos() {
        return Long.MAX_VALUE;
    }
}
