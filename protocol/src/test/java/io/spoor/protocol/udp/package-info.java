/** The runner on real loopback sockets. */
@NullMarked
package io.spoor.protocol.udp;

import org.jspecify.annotations.NullMarked;
