package io.spoor.protocol.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;

/** What a text must look like; on a list, each entry. Every text has it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Text {
    Form value();

    /** The forms that a text can have. The pattern is also the one in the JSON Schema. */
    enum Form {
        /** First part of an identity, which with its random suffix has 48 characters at most; or the name of a function. */
        NAME("[A-Za-z0-9._-]{1,39}", "a name of 1 to 39 letters, digits, '.', '_' or '-'"),
        /** What observers call a process, such as the name of its pod. */
        LABEL("[A-Za-z0-9._-]{1,255}", "a name of 1 to 255 letters, digits, '.', '_' or '-'"),
        /** A host name, or an IP address without a port. */
        HOST("[A-Za-z0-9._:%-]{1,253}", "a host name or an IP address"),
        /** Where a peer listens. An IPv6 address stands in brackets. */
        ADDRESS(
                "(\\[[0-9A-Fa-f:.%]+\\]|[A-Za-z0-9._-]{1,253})"
                        + ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])",
                "host:port"),
        /** Where an HTTP or gRPC server is. */
        URL("https?://[^\\s/]+(/\\S*)?", "a URL that begins with http:// or https://"),
        /** How much is logged. */
        LEVEL("ERROR|WARN|INFO|DEBUG", "one of ERROR, WARN, INFO, DEBUG"),
        /** How spans travel to the collector. */
        OTLP("grpc|http/protobuf", "one of grpc, http/protobuf");

        private final Pattern pattern;
        private final String description;

        Form(String regex, String description) {
            this.pattern = Pattern.compile(regex);
            this.description = description;
        }

        /** Whether the whole text has this form. */
        public boolean matches(String text) {
            return pattern.matcher(text).matches();
        }

        /** The regular expression that the whole text must match. */
        public String regex() {
            return pattern.pattern();
        }

        /** What is wanted, as it ends the sentence "is not …". */
        public String description() {
            return description;
        }
    }
}
