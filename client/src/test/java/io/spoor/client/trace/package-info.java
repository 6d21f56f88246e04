/** Tests of reading, drawing and auditing traces. */
@NullMarked
package io.spoor.client.trace;

import org.jspecify.annotations.NullMarked;
