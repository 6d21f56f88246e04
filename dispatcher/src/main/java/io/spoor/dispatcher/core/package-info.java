/** The dispatcher as a deterministic object without I/O. */
@NullMarked
package io.spoor.dispatcher.core;

import org.jspecify.annotations.NullMarked;
