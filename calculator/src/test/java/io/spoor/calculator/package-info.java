@NullMarked
package io.spoor.calculator;

import org.jspecify.annotations.NullMarked;
