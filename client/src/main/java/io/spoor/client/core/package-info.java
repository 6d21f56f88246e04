/** The client as a deterministic object without I/O. */
@NullMarked
package io.spoor.client.core;

import org.jspecify.annotations.NullMarked;
