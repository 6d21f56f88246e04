/**
 * How spans leave a process: encoded as they end, a few at a time, and sent together (docs/adr/0015). The one place that uses
 * internal classes of OpenTelemetry's and of Quarkus' exporters; their versions are those of Quarkus' platform.
 */
@NullMarked
package io.spoor.protocol.otlp;

import org.jspecify.annotations.NullMarked;
