package io.spoor.calculator;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.spoor.calculator.config.CalculatorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Which of the calculators a span comes from: they share the service's name. */
@ApplicationScoped
class InstanceTelemetry {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    @Produces
    @ApplicationScoped
    Resource resource(CalculatorConfig config, Identities identities) {
        String instance = config.telemetry().serviceInstance().orElse(identities.first());
        return Resource.create(Attributes.of(INSTANCE, instance));
    }
}
