/** Tests that need more than one module, and the tools for them. */
@NullMarked
package io.spoor.tests;

import org.jspecify.annotations.NullMarked;
