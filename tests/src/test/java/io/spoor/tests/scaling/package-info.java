/** The loop of demand, autoscaler and calculators, in virtual time on the real cores. */
@NullMarked
package io.spoor.tests.scaling;

import org.jspecify.annotations.NullMarked;
