/** The keys of {@code config/dispatcher.json}. */
@NullMarked
package io.spoor.dispatcher.config;

import org.jspecify.annotations.NullMarked;
