@NullMarked
package io.spoor.client.cli;

import org.jspecify.annotations.NullMarked;
