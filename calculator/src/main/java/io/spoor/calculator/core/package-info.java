/** The calculator as a deterministic object without I/O. */
@NullMarked
package io.spoor.calculator.core;

import org.jspecify.annotations.NullMarked;
