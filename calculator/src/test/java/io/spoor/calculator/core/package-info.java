@NullMarked
package io.spoor.calculator.core;

import org.jspecify.annotations.NullMarked;
