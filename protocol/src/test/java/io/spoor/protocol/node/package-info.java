/** The parts that cores are made of. Time is a {@code long}. */
@NullMarked
package io.spoor.protocol.node;

import org.jspecify.annotations.NullMarked;
