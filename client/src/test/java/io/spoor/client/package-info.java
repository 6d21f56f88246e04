@NullMarked
package io.spoor.client;

import org.jspecify.annotations.NullMarked;
