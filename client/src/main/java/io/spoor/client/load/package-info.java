/** What a client is made to do: which jobs, when, and what is learned from them. No I/O: time is an argument. */
@NullMarked
package io.spoor.client.load;

import org.jspecify.annotations.NullMarked;
