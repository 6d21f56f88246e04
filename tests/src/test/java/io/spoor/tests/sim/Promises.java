package io.spoor.tests.sim;

/** Everything that must hold in a world after every event. */
public final class Promises {
    private Promises() {}

    /** From now on a broken promise throws a {@link Violation}. */
    public static void watch(World world) {
        world.addWatcher(new AnswerRules(world));
        world.addWatcher(new AttemptRules(world));
        world.addWatcher(new ExecutionRules(world));
        world.addWatcher(new AssignmentRules(world));
        world.addWatcher(new ReplyRules(world));
        world.addWatcher(new BoundRules(world));
        world.addWatcher(new WatchdogRules(world));
    }
}
