/** The command line: runs workloads with a {@link io.spoor.client.Spoor} and prints what is learned. */
@NullMarked
package io.spoor.client.cli;

import org.jspecify.annotations.NullMarked;
