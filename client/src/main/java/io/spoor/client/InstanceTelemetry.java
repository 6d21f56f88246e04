package io.spoor.client;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.spoor.client.config.ClientConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Which of the clients a span comes from: they share the service's name. */
@Singleton
public final class InstanceTelemetry {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final ClientConfig config;
    private final String identity;

    @Inject
    InstanceTelemetry(ClientConfig config) {
        this.config = config;
        this.identity = SpoorSettings.newIdentity(config.name());
    }

    /** The identity of this process life. */
    public String identity() {
        return identity;
    }

    @Produces
    @ApplicationScoped
    Resource resource() {
        return Resource.create(
                Attributes.of(INSTANCE, config.telemetry().serviceInstance().orElse(identity)));
    }
}
