package io.spoor.calculator;

import io.spoor.calculator.config.CalculatorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The names of the calculators' lives: one process life each, so that none is taken for an earlier one. */
@ApplicationScoped
class Identities {
    private final List<String> all;

    @Inject
    Identities(CalculatorConfig config) {
        SecureRandom random = new SecureRandom();
        all = Stream.generate(() -> config.name() + "-" + HexFormat.of().toHexDigits(random.nextInt()))
                .distinct()
                .limit(config.count())
                .toList();
    }

    /** As many as there are calculators in this process: the configured name, and eight random hex digits. */
    List<String> all() {
        return all;
    }

    /** What the process as a whole is called. */
    String first() {
        return all.get(0);
    }
}
