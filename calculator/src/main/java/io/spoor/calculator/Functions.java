package io.spoor.calculator;

import io.quarkus.arc.ClientProxy;
import io.spoor.calculator.compute.Calculation;
import io.spoor.calculator.compute.SleepCalculation;
import io.spoor.calculator.config.CalculatorConfig;
import io.spoor.protocol.config.StartupFailure;
import io.spoor.protocol.config.Text;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
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
     * @throws StartupFailure if there is none of that name, or two, or if a calculation has no usable name
     */
    static Map<String, Calculation> offered(List<String> names, Iterable<Calculation> beans) {
        Map<String, Calculation> known = new LinkedHashMap<>();
        for (Calculation bean : beans) {
            String name = nameOf(bean);
            Calculation other = known.put(name, bean);
            if (other != null) {
                throw new StartupFailure("two calculations are called \"" + name + "\": " + classOf(other) + " and "
                        + classOf(bean) + "; rename one");
            }
        }
        Map<String, Calculation> offered = new LinkedHashMap<>();
        for (String name : names) {
            Calculation calculation = known.get(name);
            if (calculation == null) {
                throw new StartupFailure("functions: there is no calculation \"" + name
                        + "\" in this process; there is " + String.join(", ", new TreeSet<>(known.keySet()))
                        + ". One of a jar of its own is only found if the jar has META-INF/beans.xml");
            }
            if (offered.put(name, calculation) != null) {
                throw new StartupFailure("functions: \"" + name + "\" is listed twice");
            }
        }
        return offered;
    }

    /** A name that the codec of a peer would refuse would make every heartbeat vanish. */
    private static String nameOf(Calculation bean) {
        String name = bean.name();
        if (name == null || !Text.Form.NAME.matches(name)) {
            throw new StartupFailure(
                    classOf(bean) + ": its name() is \"" + name + "\", not " + Text.Form.NAME.description());
        }
        return name;
    }

    /** Of the bean itself: what CDI hands out is a subclass. */
    private static String classOf(Calculation bean) {
        Object instance = ClientProxy.unwrap(bean);
        return instance.getClass().getName();
    }
}
