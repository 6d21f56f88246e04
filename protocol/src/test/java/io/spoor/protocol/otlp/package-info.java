@NullMarked
package io.spoor.protocol.otlp;

import org.jspecify.annotations.NullMarked;
