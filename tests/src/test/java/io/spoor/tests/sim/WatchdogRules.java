package io.spoor.tests.sim;

/** The dispatcher's own watchdog never fires: no job waits beside a free slot that could take it. */
final class WatchdogRules implements Watcher {
    private final World world;

    WatchdogRules(World world) {
        this.world = world;
    }

    @Override
    public void afterTurn(SimHost<?> host) {
        for (SimDispatcher dispatcher : world.dispatchers().values()) {
            if (dispatcher.host() == host) {
                int stalled = dispatcher.core().stalledJobs();
                Violation.unless(stalled == 0, "%s lets %s jobs wait beside free slots", host, stalled);
            }
        }
    }
}
