/** Drives a core on one Vert.x event loop with one socket and one timer; and what else touches UDP and trace context. */
@NullMarked
package io.spoor.protocol.udp;

import org.jspecify.annotations.NullMarked;
