@NullMarked
package io.spoor.protocol.json;

import org.jspecify.annotations.NullMarked;
