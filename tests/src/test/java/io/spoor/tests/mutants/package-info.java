/** Deliberate bugs, kept as patches, each of which the simulation must catch. */
@NullMarked
package io.spoor.tests.mutants;

import org.jspecify.annotations.NullMarked;
