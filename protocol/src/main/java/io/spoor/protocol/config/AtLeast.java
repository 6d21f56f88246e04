package io.spoor.protocol.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number must be {@link #times()} as large as its neighbour, another key of the same group, or larger. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AtLeast {
    /** Name of the neighbour. */
    String value();

    int times() default 1;
}
