package io.spoor.dispatcher;

import io.spoor.dispatcher.config.DispatcherConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The name of this process's life, so that it is not taken for an earlier one: the configured name, and eight random hex digits. */
@ApplicationScoped
class Identity {
    private final String name;

    @Inject
    Identity(DispatcherConfig config) {
        this.name = config.name() + "-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }

    String name() {
        return name;
    }
}
