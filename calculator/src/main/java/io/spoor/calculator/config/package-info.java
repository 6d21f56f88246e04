/** The keys of {@code config/calculator.json}. */
@NullMarked
package io.spoor.calculator.config;

import org.jspecify.annotations.NullMarked;
