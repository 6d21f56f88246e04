/** What a participant without I/O is, and the parts that cores are made of. */
@NullMarked
package io.spoor.protocol.node;

import org.jspecify.annotations.NullMarked;
