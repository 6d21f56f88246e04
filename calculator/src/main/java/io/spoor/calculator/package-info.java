/** Runs jobs in its slots and sends heartbeats to a dispatcher. */
@NullMarked
package io.spoor.calculator;

import org.jspecify.annotations.NullMarked;
