package io.spoor.calculator;

import io.spoor.calculator.compute.Calculation;
import io.spoor.calculator.compute.SleepCalculation;
import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.protocol.config.StartupFailure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Finds the calculations that this process can run, and picks those that it offers. */
@ApplicationScoped
class Functions {
    @Produces
    @ApplicationScoped
    Calculation sleep(Vertx vertx, CalculatorConfig config) {
        return new SleepCalculation(
                vertx, config.sleep().minMs(), config.sleep().maxMs(), new Random());
    }

    /**
     * The offered ones by name.
     *
     * @throws StartupFailure if there is none of that name
     */
    static Map<String, Calculation> offered(List<String> names, Instance<Calculation> beans) {
        Map<String, Calculation> known = new LinkedHashMap<>();
        for (Calculation bean : beans) {
            known.put(bean.name(), bean);
        }
        Map<String, Calculation> offered = new LinkedHashMap<>();
        for (String name : names) {
            Calculation calculation = known.get(name);
            if (calculation == null) {
                throw new StartupFailure("functions: there is no calculation \"" + name
                        + "\" in this process; there is " + String.join(", ", new TreeSet<>(known.keySet())));
            }
            offered.put(name, calculation);
        }
        return offered;
    }
}
