package io.spoor.protocol.config;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The log, on standard error. */
@RegisterForReflection
public interface LogConfig {
    /** Least severe level that is written: ERROR, WARN, INFO or DEBUG. */
    @Text(Text.Form.LEVEL)
    String level();

    /** True writes one JSON object a line, for machines; false plain lines, for people. */
    boolean json();
}
