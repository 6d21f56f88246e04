/** Submits jobs to a dispatcher and keeps statistics of the answers. */
@NullMarked
package io.spoor.client;

import org.jspecify.annotations.NullMarked;
