/** Golden scenarios: scripts in {@code scenarios/*.txt} with the transcript that belongs to them. */
@NullMarked
package io.spoor.tests.scenario;

import org.jspecify.annotations.NullMarked;
