/** Holds the monitoring kit in {@code deploy/monitoring} against the documentation, without a Prometheus. */
@NullMarked
package io.spoor.tests.monitoring;

import org.jspecify.annotations.NullMarked;
