package io.spoor.tests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spoor.protocol.config.Key;
import io.spoor.protocol.config.Keys;
import io.spoor.protocol.config.Range;
import io.spoor.protocol.config.SpoorConfigSources;
import io.spoor.protocol.config.Text;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key that changes nothing is worse than none. */
class ConfigUseTest {
    @ParameterizedTest
    @EnumSource
    void shouldShowEveryChangeToTheApplication(App app) {
        Object before = mapping(app, Map.of());
        for (Key key : app.keys().all()) {
            Object after = mapping(app, Map.of(Keys.environmentVariable(key.name()), other(key)));

            assertNotEquals(valueOf(before, key.name()), valueOf(after, key.name()), key::name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadByTheApplicationOrByQuarkus(App app) throws IOException {
        String forQuarkus = Files.readString(app.applicationProperties());
        JavaClasses classes = new ClassFileImporter().importPackages("io.spoor." + app.appName(), "io.spoor.protocol");

        List<String> unread = app.keys().all().stream()
                .map(Key::name)
                .filter(key -> !forQuarkus.contains("${" + Keys.PREFIX + key))
                .filter(key -> !isCalled(classes, app.mapping(), key))
                .toList();

        assertEquals(List.of(), unread);
    }

    /** A native image has no methods of an interface but those that it is told of: it would know no key at all. */
    @ParameterizedTest
    @EnumSource
    void shouldBeKnownInANativeImage(App app) {
        assertRegistered(app.mapping());
    }

    private static void assertRegistered(Class<?> group) {
        boolean isNested = group.getEnclosingClass() != null;
        assertTrue(isNested || group.isAnnotationPresent(RegisterForReflection.class), group::getName);
        for (Method method : group.getMethods()) {
            if (method.getReturnType().isInterface() && method.getReturnType() != List.class) {
                assertRegistered(method.getReturnType());
            }
        }
    }

    private static boolean isCalled(JavaClasses classes, Class<?> mapping, String key) {
        int dot = key.indexOf('.');
        if (dot >= 0) {
            return isCalled(classes, method(mapping, key.substring(0, dot)).getReturnType(), key.substring(dot + 1));
        }
        JavaMethod method = classes.get(mapping).getMethod(key);
        return !method.getCallsOfSelf().isEmpty()
                || !method.getReferencesToSelf().isEmpty();
    }

    /** Another value within the bounds. The neighbours do not matter here: mapping does not compare keys. */
    private static String other(Key key) {
        return switch (key.type()) {
            case WHOLE -> whole(Objects.requireNonNull(key.range()), key);
            case DECIMAL -> "0.123";
            case FLAG -> "true";
            case TEXT, TEXTS -> text(Objects.requireNonNull(key.form()));
        };
    }

    private static String whole(Range range, Key key) {
        long value = (long) range.min() + 7;
        return Long.toString(value <= range.max() ? value : failed(key));
    }

    private static long failed(Key key) {
        throw new AssertionError("no other value for " + key);
    }

    private static String text(Text.Form form) {
        return switch (form) {
            case NAME, LABEL -> "another";
            case HOST -> "127.0.0.9";
            case ADDRESS -> "another:9";
            case URL -> "http://another:9";
            case LEVEL -> "ERROR";
            case OTLP -> "http/protobuf";
        };
    }

    private static Object mapping(App app, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
                .withSources(new PropertiesConfigSource(
                        Map.of("quarkus.application.name", "spoor-" + app.appName()), "test", 400))
                .withSources(new SpoorConfigSources())
                .withMapping(app.mapping())
                .withValidateUnknown(false)
                .build();
        return config.getConfigMapping(app.mapping());
    }

    private static Object valueOf(Object mapping, String key) {
        Object value = mapping;
        for (String name : key.split("\\.", -1)) {
            try {
                value = value.getClass().getMethod(name).invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(key, e);
            }
        }
        return value;
    }

    private static Method method(Class<?> group, String name) {
        try {
            return group.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
