/**
 * Configuration shared by the applications. An application's keys are a mapping interface whose methods are named as the
 * keys and carry their bounds; the values come from, lowest first: the application's own {@code config/<app>.json}, the
 * file named by {@code --config}, environment variables, system properties. {@link io.spoor.protocol.config.Launcher}
 * checks them before Quarkus boots, {@link io.spoor.protocol.config.SpoorConfigSources} hands the same to Quarkus.
 */
@NullMarked
package io.spoor.protocol.config;

import org.jspecify.annotations.NullMarked;
