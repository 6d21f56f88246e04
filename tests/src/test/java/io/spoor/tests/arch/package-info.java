/** The rules of the house (docs/architecture.md) as tests. */
@NullMarked
package io.spoor.tests.arch;

import org.jspecify.annotations.NullMarked;
