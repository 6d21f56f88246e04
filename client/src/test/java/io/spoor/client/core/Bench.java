package io.spoor.client.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A core on the workbench: time is moved by hand, what it sends and tells is kept. */
final class Bench implements Output<ClientEvent> {
    static final long MS = 1_000_000;
    static final Endpoint DISPATCHER = new Endpoint("127.0.0.1", 7000);
    static final Endpoint ELSEWHERE = new Endpoint("127.0.0.2", 7000);
    static final String LIFE = "d-1";
    static final String NEXT_LIFE = "d-2";
    static final String ELSEWHERE_LIFE = "e-1";

    final ClientCore core;
    final List<Message> sent = new ArrayList<>();
    final List<Endpoint> sentTo = new ArrayList<>();
    final List<ClientEvent> facts = new ArrayList<>();
    long nowNanos;

    Bench() {
        this(100, 100);
    }

    Bench(int outstandingMax, int backlogMax) {
        this(outstandingMax, backlogMax, List.of(DISPATCHER));
    }

    /** With two dispatchers. */
    static Bench ofTwo() {
        return new Bench(20_000, 100, List.of(DISPATCHER, ELSEWHERE));
    }

    private Bench(int outstandingMax, int backlogMax, List<Endpoint> dispatchers) {
        ClientSettings settings = new ClientSettings(
                25 * MS, 480 * MS, 480 * MS, 2_000 * MS, 480 * MS, 2_500 * MS, outstandingMax, backlogMax, 1_000);
        core = new ClientCore("c-1", settings, dispatchers, new Random(7));
    }

    @Override
    public void send(Endpoint to, Message message) {
        sent.add(message);
        sentTo.add(to);
    }

    @Override
    public void tell(ClientEvent fact) {
        facts.add(fact);
    }

    static JobId id(int number) {
        return new JobId(0, number);
    }

    JobId submit(int number, long timeoutMs) {
        return submit(number, timeoutMs, 0);
    }

    JobId submit(int number, long timeoutMs, int attempts) {
        JobRequest request =
                new JobRequest(id(number), "sleep", RawJson.of("{}"), timeoutMs, attempts, 0, TraceContext.NONE);
        core.submit(request, nowNanos, this);
        return id(number);
    }

    /** Lets time pass, with every deadline on the way at its instant. */
    void pass(long ms) {
        long untilNanos = nowNanos + ms * MS;
        while (core.nextDeadlineNanos() <= untilNanos) {
            nowNanos = Math.max(nowNanos, core.nextDeadlineNanos());
            core.onDeadline(nowNanos, this);
        }
        nowNanos = untilNanos;
    }

    void receive(Message message) {
        receive(DISPATCHER, message);
    }

    void receive(Endpoint from, Message message) {
        core.onMessage(from, message, nowNanos, this);
    }

    /** The first number from {@code from} on of a job that asks this dispatcher first, of two that are well. */
    static int firstAskedAt(Endpoint dispatcher, int from) {
        for (int number = from; ; number++) {
            Bench probe = ofTwo();
            probe.submit(number, 1_000);
            if (probe.sentTo.get(0).equals(dispatcher)) {
                return number;
            }
        }
    }

    static String lifeAt(Endpoint dispatcher) {
        return dispatcher.equals(DISPATCHER) ? LIFE : ELSEWHERE_LIFE;
    }

    void acceptFrom(Endpoint dispatcher, JobId jobId) {
        receive(dispatcher, new Accepted(TraceContext.NONE, lifeAt(dispatcher), jobId));
    }

    void finishFrom(Endpoint dispatcher, JobId jobId, String result) {
        receive(
                dispatcher,
                new Finished(
                        TraceContext.NONE,
                        lifeAt(dispatcher),
                        jobId,
                        Status.OK,
                        RawJson.of(result),
                        null,
                        1,
                        "calc-1"));
    }

    /** What was sent of this type to this dispatcher and not yet taken; takes it. */
    <M extends Message> List<M> takeSentTo(Endpoint dispatcher, Class<M> type) {
        List<M> taken = new ArrayList<>();
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (sentTo.get(i).equals(dispatcher) && type.isInstance(sent.get(i))) {
                taken.add(0, type.cast(sent.remove(i)));
                sentTo.remove(i);
            }
        }
        return taken;
    }

    void accept(JobId jobId) {
        accept(jobId, LIFE);
    }

    void accept(JobId jobId, String life) {
        receive(new Accepted(TraceContext.NONE, life, jobId));
    }

    void refuse(JobId jobId, long retryAfterMs) {
        receive(new Refused(
                TraceContext.NONE, LIFE, jobId, Status.RESOURCE_EXHAUSTED, "the queue is full", retryAfterMs));
    }

    void finish(JobId jobId, String result) {
        receive(new Finished(TraceContext.NONE, LIFE, jobId, Status.OK, RawJson.of(result), null, 1, "calc-1"));
    }

    void ackPoll(long number, JobId... unknown) {
        receive(new PollAck(TraceContext.NONE, LIFE, number, List.of(unknown)));
    }

    /** What was sent of this type since the last call that took it, oldest first. */
    <M extends Message> List<M> take(Class<M> type) {
        List<M> taken = new ArrayList<>();
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (type.isInstance(sent.get(i))) {
                taken.add(0, type.cast(sent.remove(i)));
                sentTo.remove(i);
            }
        }
        return taken;
    }

    <F extends ClientEvent> List<F> facts(Class<F> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Outcome outcomeOf(JobId jobId) {
        List<ClientEvent.JobEnded> endings = facts(ClientEvent.JobEnded.class).stream()
                .filter(ended -> ended.jobId().equals(jobId))
                .toList();
        if (endings.size() != 1) {
            throw new AssertionError("ended " + endings.size() + " times: " + jobId);
        }
        return endings.get(0).outcome();
    }
}
