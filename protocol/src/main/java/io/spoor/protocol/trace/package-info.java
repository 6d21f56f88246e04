/** The words of a job's track: what spans, their events and their attributes are called, for who writes and who reads. */
@NullMarked
package io.spoor.protocol.trace;

import org.jspecify.annotations.NullMarked;
