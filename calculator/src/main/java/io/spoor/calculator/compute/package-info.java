/** What can be computed: the functions a calculator offers, and what starts and stops them. */
@NullMarked
package io.spoor.calculator.compute;

import org.jspecify.annotations.NullMarked;
