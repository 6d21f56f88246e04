package io.spoor.calculator.core;

import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.BreakdownEnded;
import io.spoor.calculator.core.CalculatorEvent.Drained;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.node.Output;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A calculator that fails on purpose, now and then: while it is broken nothing comes in and nothing goes out. Within, all
 * goes on: calculations end, deadlines pass, the identity stays. So its late results and its return are tried, too.
 */
public final class Breakdown implements Calculator {
    private final Calculator inner;
    private final BreakdownSettings settings;
    private final RandomGenerator random;
    private long nextChangeNanos = Long.MAX_VALUE;
    private boolean broken;
    private long lostIn;
    private long lostOut;

    public Breakdown(Calculator inner, BreakdownSettings settings, RandomGenerator random) {
        this.inner = inner;
        this.settings = settings;
        this.random = random;
    }

    @Override
    public void start(long nowNanos, Output<CalculatorEvent> out) {
        if (settings.probability() > 0) {
            nextChangeNanos = nowNanos + settings.checkNanos();
        }
        inner.start(nowNanos, new Gate(out));
    }

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<CalculatorEvent> out) {
        if (broken) {
            lostIn++;
        } else {
            inner.onMessage(from, message, nowNanos, new Gate(out));
        }
    }

    @Override
    public void onDeadline(long nowNanos, Output<CalculatorEvent> out) {
        if (nextChangeNanos <= nowNanos && !inner.isDrained()) {
            change(nowNanos, out);
        }
        inner.onDeadline(nowNanos, new Gate(out));
    }

    @Override
    public long nextDeadlineNanos() {
        return inner.isDrained() ? Long.MAX_VALUE : Math.min(nextChangeNanos, inner.nextDeadlineNanos());
    }

    private void change(long nowNanos, Output<CalculatorEvent> out) {
        if (broken) {
            mend(out);
            nextChangeNanos = nowNanos + settings.checkNanos();
        } else if (random.nextDouble() < settings.probability()) {
            broken = true;
            lostIn = 0;
            lostOut = 0;
            long durationNanos = settings.minNanos() + random.nextLong(settings.maxNanos() - settings.minNanos() + 1);
            nextChangeNanos = nowNanos + durationNanos;
            out.tell(new BreakdownBegan(durationNanos));
        } else {
            nextChangeNanos = nowNanos + settings.checkNanos();
        }
    }

    private void mend(Output<CalculatorEvent> out) {
        broken = false;
        out.tell(new BreakdownEnded(lostIn, lostOut));
    }

    @Override
    public void onComputed(AttemptId attempt, Result result, long nowNanos, Output<CalculatorEvent> out) {
        inner.onComputed(attempt, result, nowNanos, new Gate(out));
    }

    @Override
    public void onDispatchersResolved(List<Endpoint> dispatchers, long nowNanos, Output<CalculatorEvent> out) {
        inner.onDispatchersResolved(dispatchers, nowNanos, new Gate(out));
    }

    @Override
    public void drain(long nowNanos, Output<CalculatorEvent> out) {
        inner.drain(nowNanos, new Gate(out));
    }

    @Override
    public boolean isDrained() {
        return inner.isDrained();
    }

    public boolean isBroken() {
        return broken;
    }

    /**
     * Lets facts through always, messages only while nothing is broken. A breakdown ends, at the latest, before its
     * calculator leaves: nothing is told after {@link Drained}.
     */
    private final class Gate implements Output<CalculatorEvent> {
        private final Output<CalculatorEvent> open;

        Gate(Output<CalculatorEvent> open) {
            this.open = open;
        }

        @Override
        public void send(Endpoint to, Message message) {
            if (broken) {
                lostOut++;
            } else {
                open.send(to, message);
            }
        }

        @Override
        public void tell(CalculatorEvent fact) {
            if (broken && fact instanceof Drained) {
                mend(open);
            }
            open.tell(fact);
        }
    }
}
