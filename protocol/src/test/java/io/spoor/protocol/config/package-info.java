@NullMarked
package io.spoor.protocol.config;

import org.jspecify.annotations.NullMarked;
