package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A calculator under test: its time, its calculations, and what it has said so far. */
final class Turns implements Output<CalculatorEvent>, Calculations {
    static final Endpoint A = new Endpoint("10.0.0.1", 7000);
    static final Endpoint B = new Endpoint("10.0.0.2", 7000);
    static final Endpoint ELSEWHERE = new Endpoint("10.9.9.9", 4242);
    static final long HEARTBEAT = ms(200);
    static final long SILENCE = ms(1_000);
    static final long STARTED_DELAY = ms(5);
    static final long OFFER = ms(20);
    static final long DRAIN = ms(10_000);
    static final RawJson ARGUMENTS = RawJson.of("{\"x\":3}");
    static final TraceContext TRACE = TraceContext.of("00-11111111111111111111111111111111-2222222222222222-01");

    record Sent(Endpoint to, Message message) {}

    final List<Sent> sent = new ArrayList<>();
    final List<CalculatorEvent> facts = new ArrayList<>();
    final List<AttemptId> started = new ArrayList<>();
    final List<AttemptId> stopped = new ArrayList<>();
    final Set<AttemptId> unstoppable = new HashSet<>();
    long now = ms(1_000_000);
    Calculator calculator;

    private Turns(Function<Turns, Calculator> make) {
        calculator = make.apply(this);
    }

    static Turns of(int slots, Endpoint... dispatchers) {
        return of(settings(slots, 1 << 20), dispatchers);
    }

    static Turns of(CalculatorSettings settings, Endpoint... dispatchers) {
        return of(calculations -> new CalculatorCore("calc-1", 1, settings, Arrays.asList(dispatchers), calculations));
    }

    static Turns of(Function<Turns, Calculator> make) {
        return new Turns(make);
    }

    static CalculatorSettings settings(int slots, long replyCacheBytes) {
        return new CalculatorSettings(
                slots, List.of("sleep"), HEARTBEAT, SILENCE, STARTED_DELAY, OFFER, DRAIN, replyCacheBytes);
    }

    static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Attempt 1 of a job with the given number, begun by the given dispatcher. */
    static AttemptId attempt(int job, String dispatcher) {
        return new AttemptId(new JobId(7, job), 1, dispatcher);
    }

    static Assign assign(AttemptId attempt, int ask, long timeoutMs) {
        return new Assign(TRACE, null, attempt, ask, "sleep", ARGUMENTS, timeoutMs);
    }

    static Assign assign(AttemptId attempt) {
        return assign(attempt, 1, 60_000);
    }

    Turns start() {
        calculator.start(now, this);
        return this;
    }

    void receive(Endpoint from, Message message) {
        calculator.onMessage(from, message, now, this);
    }

    void computed(AttemptId attempt) {
        calculator.onComputed(attempt, Result.ok(RawJson.of("9")), now, this);
    }

    void cancel(Endpoint from, AttemptId attempt) {
        receive(from, new CancelAttempt(TRACE, attempt));
    }

    void fetch(Endpoint from, AttemptId attempt) {
        receive(from, new Fetch(TRACE, attempt));
    }

    /** The dispatcher at an address acks the last beat that was sent there. */
    void ack(Endpoint from, String life, int expected) {
        receive(from, ackOf(lastBeat(from).number(), life, expected));
    }

    static HeartbeatAck ackOf(long number, String life, int expected) {
        return new HeartbeatAck(TraceContext.NONE, life, number, 1_000 + number, expected, 1);
    }

    /** Lets time pass, with each deadline at its instant. */
    void pass(long nanos) {
        long end = now + nanos;
        while (calculator.nextDeadlineNanos() <= end) {
            now = Math.max(now, calculator.nextDeadlineNanos());
            calculator.onDeadline(now, this);
        }
        now = end;
    }

    void forget() {
        sent.clear();
        facts.clear();
    }

    <M extends Message> List<M> sent(Class<M> type) {
        return sent.stream()
                .map(Sent::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <M extends Message> List<M> sent(Endpoint to, Class<M> type) {
        return sent.stream()
                .filter(sent -> sent.to().equals(to))
                .map(Sent::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <M extends Message> M only(Class<M> type) {
        List<M> all = sent(type);
        if (all.size() != 1) {
            throw new AssertionError("not one " + type.getSimpleName() + " but " + all);
        }
        return all.get(0);
    }

    Endpoint addressOf(Class<? extends Message> type) {
        return sent.stream()
                .filter(sent -> type.isInstance(sent.message()))
                .reduce((first, second) -> second)
                .orElseThrow()
                .to();
    }

    Heartbeat lastBeat(Endpoint to) {
        List<Heartbeat> beats = sent(to, Heartbeat.class);
        return beats.get(beats.size() - 1);
    }

    <F extends CalculatorEvent> List<F> facts(Class<F> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <F extends CalculatorEvent> F fact(Class<F> type) {
        List<F> all = facts(type);
        if (all.size() != 1) {
            throw new AssertionError("not one " + type.getSimpleName() + " but " + all);
        }
        return all.get(0);
    }

    @Override
    public void send(Endpoint to, Message message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void tell(CalculatorEvent fact) {
        facts.add(fact);
    }

    @Override
    public void start(AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
        if (started.contains(attempt)) {
            throw new AssertionError(attempt + " is computed twice");
        }
        started.add(attempt);
    }

    @Override
    public boolean stop(AttemptId attempt) {
        stopped.add(attempt);
        return !unstoppable.contains(attempt);
    }
}
