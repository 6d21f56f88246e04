package io.spoor.tests.e2e;

import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.DispatcherMet;
import io.spoor.calculator.core.CalculatorSettings;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A calculator whose every calculation hangs for ever and cannot be stopped: the real core on a real socket, as a process of
 * its own, since no calculation that is shipped behaves so badly. Arguments: the dispatcher's port, the slots.
 */
final class HangingCalculator {
    private HangingCalculator() {}

    public static void main(String... arguments) {
        Endpoint dispatcher = new Endpoint("127.0.0.1", Integer.parseInt(arguments[0]));
        CalculatorCore core = new CalculatorCore(
                "hanging-" + ProcessHandle.current().pid(),
                1,
                settings(Integer.parseInt(arguments[1])),
                List.of(dispatcher),
                new HangsForEver());
        UdpNode.open(
                        Vertx.vertx(),
                        UdpSettings.listenOn("127.0.0.1", 0),
                        core,
                        (fact, nowNanos) -> tell(fact),
                        TraceContexts.FROM_THE_CORE)
                .compose(node -> node.execute(core::start))
                .onFailure(Throwable::printStackTrace);
    }

    private static CalculatorSettings settings(int slots) {
        return new CalculatorSettings(
                slots, List.of("sleep"), ms(200), ms(3_000), ms(5), ms(20), ms(30_000), 16 * 1024 * 1024);
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static void tell(CalculatorEvent fact) {
        if (fact instanceof DispatcherMet) {
            System.err.println("registered");
        }
    }

    private static final class HangsForEver implements Calculations {
        @Override
        public void start(
                AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace) {
            // It never comes to an end.
        }

        @Override
        public boolean stop(AttemptId attempt) {
            return false;
        }
    }
}
