package io.spoor.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.BreakdownEnded;
import io.spoor.calculator.core.CalculatorEvent.CalculationReturned;
import io.spoor.calculator.core.CalculatorEvent.HeartbeatSent;
import io.spoor.calculator.core.CalculatorEvent.ResultResent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CalculatorMetricsTest {
    private static final AttemptId ATTEMPT = new AttemptId(new JobId(1, 2), 3, "disp-1");
    private static final TraceContext TRACE = TraceContext.NONE;
    private static final Endpoint DISPATCHER = new Endpoint("10.0.0.1", 7070);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CalculatorMetrics metrics = new CalculatorMetrics(registry, 8);

    private void tell(CalculatorEvent fact) {
        metrics.on(fact, 0);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    @Test
    void shouldCountAttemptsByOutcomeWithTheirTime() {
        tell(new AttemptBegan(ATTEMPT, "sleep", DISPATCHER, 1, TRACE));
        assertEquals(1, gauge("spoor.calculator.slots.busy"));
        tell(new AttemptCompleted(ATTEMPT, Status.INTERNAL, "why", 2_000_000, true, TRACE));
        assertEquals(0, gauge("spoor.calculator.slots.busy"));
        assertEquals(8, gauge("spoor.calculator.slots"));
        assertEquals(
                1,
                registry.get("spoor.calculator.attempts")
                        .tag("status", "internal")
                        .counter()
                        .count());
        assertEquals(
                2, registry.get("spoor.calculator.attempt.duration").timer().totalTime(TimeUnit.MILLISECONDS));
    }

    @Test
    void shouldCountASlotAsBusyUntilItsCalculationHasReallyEnded() {
        tell(new AttemptBegan(ATTEMPT, "sleep", DISPATCHER, 1, TRACE));
        tell(new AttemptCompleted(ATTEMPT, Status.CANCELLED, "cancelled", 1, false, TRACE));
        assertEquals(1, gauge("spoor.calculator.slots.busy"));
        tell(new CalculationReturned(ATTEMPT, 1, TRACE));
        assertEquals(0, gauge("spoor.calculator.slots.busy"));
    }

    @Test
    void shouldCountWhatElseHappens() {
        tell(new AttemptRefused(ATTEMPT, Status.UNAVAILABLE, "draining", TRACE));
        tell(new AttemptAskedAgain(ATTEMPT, 2, TRACE));
        tell(new ResultResent(ATTEMPT, MessageType.FETCH, Status.OK, TRACE));
        tell(new HeartbeatSent(DISPATCHER, 1, 50));
        tell(new CalculatorEvent.MessageUnexpected(DISPATCHER, MessageType.SUBMIT));
        tell(new BreakdownBegan(1));
        assertEquals(1, gauge("spoor.calculator.breakdown"));
        tell(new BreakdownEnded(0, 0));
        assertEquals(0, gauge("spoor.calculator.breakdown"));
        assertEquals(
                1,
                registry.get("spoor.calculator.refusals")
                        .tag("status", "unavailable")
                        .counter()
                        .count());
        assertEquals(1, count("spoor.calculator.asks.again"));
        assertEquals(1, count("spoor.calculator.results.resent"));
        assertEquals(1, count("spoor.calculator.heartbeats"));
        assertEquals(1, count("spoor.calculator.messages.unexpected"));
    }
}
