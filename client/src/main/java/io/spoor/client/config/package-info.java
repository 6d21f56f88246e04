/** The keys of {@code config/client.json}. */
@NullMarked
package io.spoor.client.config;

import org.jspecify.annotations.NullMarked;
