/** The dispatcher without I/O: jobs, calculators, and the decisions between them. */
@NullMarked
package io.spoor.dispatcher.core;

import org.jspecify.annotations.NullMarked;
