/** Takes jobs from clients and gives each to a free calculator. */
@NullMarked
package io.spoor.dispatcher;

import org.jspecify.annotations.NullMarked;
