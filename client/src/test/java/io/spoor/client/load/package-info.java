@NullMarked
package io.spoor.client.load;

import org.jspecify.annotations.NullMarked;
