/** What Quarkus' Prometheus page lacks: exemplars that name the right trace, in the format that has them. */
@NullMarked
package io.spoor.protocol.metrics;

import org.jspecify.annotations.NullMarked;
