@NullMarked
package io.spoor.calculator.python;

import org.jspecify.annotations.NullMarked;
