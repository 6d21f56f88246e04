package io.spoor.tests.sim;

import io.spoor.client.core.ClientSettings;

/** The bounds that settings promise are held after every turn. */
final class BoundRules implements Watcher {
    private final World world;

    BoundRules(World world) {
        this.world = world;
    }

    @Override
    public void afterTurn(SimHost<?> host) {
        ClientSettings settings = world.settings().client();
        for (SimClient client : world.clients().values()) {
            if (client.host() == host) {
                Violation.unless(
                        client.core().inFlight() <= settings.outstandingMax(), "%s has too much in flight", host);
            }
        }
    }
}
