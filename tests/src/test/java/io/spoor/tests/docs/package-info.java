/** Pages of {@code docs/} held against what they describe. */
@NullMarked
package io.spoor.tests.docs;

import org.jspecify.annotations.NullMarked;
