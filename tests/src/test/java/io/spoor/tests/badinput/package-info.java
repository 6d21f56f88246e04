/** A running dispatcher, and what anybody may send to it over a real socket. */
@NullMarked
package io.spoor.tests.badinput;

import org.jspecify.annotations.NullMarked;
