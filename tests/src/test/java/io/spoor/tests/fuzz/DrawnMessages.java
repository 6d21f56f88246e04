package io.spoor.tests.fuzz;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of every type, drawn from few names, so that they meet; and from what was heard, so that they answer it. A
 * drawn message may still be one that the codec does not let through.
 */
final class DrawnMessages {
    /** Of what was heard, so much is remembered. */
    private static final long DAY_MS = 86_400_000;

    private static final int HEARD_MAX = 256;

    private static final List<String> LIVES = List.of("me-1", "me-0", "dispatcher-9");
    private static final List<String> CLIENTS = List.of("client-1", "client-2");
    private static final List<String> CALCULATORS = List.of("calc-1", "calc-2", "calc-3", "calc-4", "calc-5");
    private static final List<String> FUNCTIONS = List.of("sleep", "square", "nobody-has-it");
    private static final List<RawJson> PAYLOADS =
            List.of(RawJson.NULL, RawJson.of("{\"x\":2}"), RawJson.of("\"" + "a".repeat(510) + "\""));
    private static final TraceContext TRACE =
            TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final InputBytes in;
    private final List<AttemptId> attempts = new ArrayList<>();
    private final List<Long> echoes = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private long lastBeat = 1;

    DrawnMessages(InputBytes in) {
        this.in = in;
    }

    /** Remembers what an answer would have to repeat. */
    void heard(Message message) {
        switch (message.type()) {
            case ASSIGN -> keep(attempts, ((Message.Assign) message).attempt());
            case CANCEL_ATTEMPT -> keep(attempts, ((Message.CancelAttempt) message).attempt());
            case FETCH -> keep(attempts, ((Message.Fetch) message).attempt());
            case HEARTBEAT_ACK -> keep(echoes, ((Message.HeartbeatAck) message).echo());
            case HEARTBEAT -> keep(numbers, ((Message.Heartbeat) message).number());
            case POLL -> keep(numbers, ((Message.Poll) message).number());
            case SUBMIT, ACCEPTED, FINISHED, REFUSED, POLL_ACK, CANCEL, STARTED, COMPLETED, ASSIGN_REFUSED -> {
                // Nothing in them that a drawn message would not hold anyway.
            }
        }
    }

    private static <T> void keep(List<T> heard, T value) {
        if (heard.size() == HEARD_MAX) {
            heard.remove(0);
        }
        heard.add(value);
    }

    /** The next message, of any type. */
    Message next() {
        return switch (in.oneOf(MessageType.values())) {
            case SUBMIT ->
                new Message.Submit(
                        trace(),
                        client(),
                        jobId(),
                        ask(),
                        function(),
                        payload(),
                        timeoutMs(),
                        count(),
                        attemptTimeoutMs(),
                        life());
            case ACCEPTED -> new Message.Accepted(trace(), someLife(), jobId(), in.any() % 2 == 0 ? null : "full");
            case FINISHED -> finished(status());
            case REFUSED ->
                new Message.Refused(trace(), someLife(), jobId(), Status.RESOURCE_EXHAUSTED, "full", in.any() * 10L);
            case POLL -> new Message.Poll(trace(), client(), number(), jobIds());
            case POLL_ACK -> new Message.PollAck(trace(), someLife(), number(), jobIds());
            case CANCEL -> new Message.Cancel(trace(), client(), jobId());
            case ASSIGN -> new Message.Assign(trace(), null, attempt(), ask(), function(), payload(), timeoutMs());
            case STARTED -> new Message.Started(trace(), calculator(), attempt());
            case COMPLETED -> completed(status());
            case ASSIGN_REFUSED -> new Message.AssignRefused(trace(), calculator(), attempt(), status(), "no");
            case CANCEL_ATTEMPT -> new Message.CancelAttempt(trace(), attempt());
            case FETCH -> new Message.Fetch(trace(), attempt());
            case HEARTBEAT -> heartbeat();
            case HEARTBEAT_ACK -> new Message.HeartbeatAck(trace(), someLife(), number(), echo(), in.below(3), 1);
        };
    }

    JobId jobId() {
        return new JobId(7, 1 + in.below(40));
    }

    RawJson payload() {
        return in.oneOf(PAYLOADS);
    }

    String function() {
        return in.oneOf(FUNCTIONS);
    }

    long timeoutMs() {
        return in.oneOf(1_000L, 1L, 30L, 200L, 10_000L, DAY_MS);
    }

    long attemptTimeoutMs() {
        return in.oneOf(0L, 0L, 1L, 200L);
    }

    Status status() {
        return in.oneOf(Status.values());
    }

    /** One that was heard, or one that nobody has begun. */
    AttemptId attempt() {
        int choice = in.any();
        return attempts.isEmpty() || choice >= 192
                ? new AttemptId(jobId(), 1 + choice % 3, someLife())
                : attempts.get(choice % attempts.size());
    }

    private Message finished(Status status) {
        RawJson result = status == Status.OK ? payload() : null;
        return new Message.Finished(
                trace(), someLife(), jobId(), status, result, reason(status), count(), calculator());
    }

    private Message completed(Status status) {
        RawJson result = status == Status.OK ? payload() : null;
        return new Message.Completed(trace(), calculator(), attempt(), status, result, reason(status));
    }

    private static @Nullable String reason(Status status) {
        return status == Status.OK ? null : "because";
    }

    private Message heartbeat() {
        return new Message.Heartbeat(
                trace(),
                calculator(),
                beat(),
                in.oneOf(2, 1, 8, Limits.SLOTS_MAX),
                in.oneOf(0, 1, 2, Limits.SLOTS_MAX),
                in.oneIn(4),
                in.oneOf(List.of("sleep", "square"), List.of("sleep"), List.<String>of()),
                1,
                life(),
                echo(),
                in.oneIn(4) ? attempt() : null,
                in.oneIn(4) ? attempt() : null,
                attempts(),
                attempts());
    }

    private List<AttemptId> attempts() {
        int count = in.oneOf(0, 0, 0, 1, 2, 20);
        List<AttemptId> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(attempt());
        }
        return drawn;
    }

    private List<JobId> jobIds() {
        int count = in.oneOf(1, 2, 3, Limits.POLL_IDS_MAX);
        List<JobId> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(jobId());
        }
        return drawn;
    }

    private long echo() {
        int choice = in.any();
        return echoes.isEmpty() || choice >= 192
                ? choice * 1_000L
                : echoes.get(echoes.size() - 1 - choice % echoes.size());
    }

    /** Mostly a newer one than before. */
    private long beat() {
        int choice = in.any();
        lastBeat += choice < 192 ? choice : 0;
        return choice < 192 ? lastBeat : choice - 191;
    }

    private long number() {
        int choice = in.any();
        return numbers.isEmpty() || choice >= 192
                ? 1 + choice
                : numbers.get(numbers.size() - 1 - choice % numbers.size());
    }

    private @Nullable String life() {
        return in.oneIn(3) ? null : someLife();
    }

    private String someLife() {
        return in.oneOf(LIVES);
    }

    private String client() {
        return in.oneOf(CLIENTS);
    }

    private String calculator() {
        return in.oneOf(CALCULATORS);
    }

    private int ask() {
        return 1 + in.below(3);
    }

    private int count() {
        return in.oneOf(0, 1, 2, 3, Limits.ATTEMPTS_MAX);
    }

    private TraceContext trace() {
        return in.oneIn(4) ? TRACE : TraceContext.NONE;
    }
}
