@NullMarked
package io.spoor.client.core;

import org.jspecify.annotations.NullMarked;
