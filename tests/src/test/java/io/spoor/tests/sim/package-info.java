/**
 * Whole systems in virtual time. One seed draws a world: how many of each participant, their settings, the network's
 * manners, what breaks and when, and the jobs. Everything that happens is shown to {@link io.spoor.tests.sim.Watcher}s;
 * those that find a promise broken throw a {@link io.spoor.tests.sim.Violation}.
 */
@NullMarked
package io.spoor.tests.sim;

import org.jspecify.annotations.NullMarked;
