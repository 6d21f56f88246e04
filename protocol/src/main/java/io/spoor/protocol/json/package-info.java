/** The messages as JSON. The only package that sees Jackson, and only its streaming parser: no tree, no data binding. */
@NullMarked
package io.spoor.protocol.json;

import org.jspecify.annotations.NullMarked;
