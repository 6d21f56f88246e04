package io.spoor.calculator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.calculator.core.BreakdownSettings;
import io.spoor.calculator.core.CalculatorSettings;

/** From the configuration's milliseconds to the core's nanoseconds. */
final class CoreSettings {
    private CoreSettings() {}

    static CalculatorSettings of(CalculatorConfig config) {
        return new CalculatorSettings(
                config.slots(),
                config.functions(),
                MILLISECONDS.toNanos(config.heartbeatMs()),
                MILLISECONDS.toNanos(config.silenceMs()),
                MILLISECONDS.toNanos(config.startedDelayMs()),
                MILLISECONDS.toNanos(config.offerMs()),
                MILLISECONDS.toNanos(config.drainMs()),
                config.replyCacheBytes());
    }

    static BreakdownSettings of(CalculatorConfig.BreakdownConfig config) {
        return new BreakdownSettings(
                MILLISECONDS.toNanos(config.checkMs()),
                config.probability(),
                MILLISECONDS.toNanos(config.minMs()),
                MILLISECONDS.toNanos(config.maxMs()));
    }
}
