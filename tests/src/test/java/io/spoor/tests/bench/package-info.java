/** Microbenchmarks (JMH) of what is on the path of a packet; {@code deploy/benchmark.sh} runs them. */
@NullMarked
package io.spoor.tests.bench;

import org.jspecify.annotations.NullMarked;
