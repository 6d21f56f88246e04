/** Jobs' tracks read back from Jaeger: looked at, drawn, and held against what the client saw. */
@NullMarked
package io.spoor.client.trace;

import org.jspecify.annotations.NullMarked;
