package io.spoor.calculator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.protocol.config.Launcher;

/** Runs jobs in its slots and sends heartbeats to a dispatcher. */
@QuarkusMain
public final class CalculatorMain implements QuarkusApplication {

    /** Checks the command line and the configuration, then boots. */
    public static void main(String... args) {
        Launcher.ofService("calculator", CalculatorConfig.class)
                .launch(args, rest -> Quarkus.run(CalculatorMain.class, rest));
    }

    @Override
    public int run(String... args) {
        Quarkus.waitForExit();
        return 0;
    }
}
