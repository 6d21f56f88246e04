package io.spoor.dispatcher;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.spoor.dispatcher.config.DispatcherConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Which of the dispatchers a span comes from: they share the service's name. */
@ApplicationScoped
class InstanceTelemetry {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    @Produces
    @ApplicationScoped
    Resource resource(DispatcherConfig config, Identity identity) {
        return Resource.create(
                Attributes.of(INSTANCE, config.telemetry().serviceInstance().orElse(identity.name())));
    }
}
