/** The wire: messages and the values in them. Sees {@code java.*} only. */
@NullMarked
package io.spoor.protocol;

import org.jspecify.annotations.NullMarked;
