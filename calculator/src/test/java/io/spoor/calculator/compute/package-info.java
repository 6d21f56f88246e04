@NullMarked
package io.spoor.calculator.compute;

import org.jspecify.annotations.NullMarked;
