package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Breaks what the profile says, at drawn times, and takes it all back at the end of the faults. */
final class Faults implements Watcher {
    private static final double GONE_FOR_GOOD_SHARE = 0.25;
    private static final long HEALTHY_DELAY_NANOS = ms(1) / 5;

    private final World world;
    private final FaultProfile profile;
    private final RandomGenerator random;
    private ServiceProfile service;
    /** The dispatcher that never comes back; 0: none. */
    private int gone;

    Faults(World world, FaultProfile profile, RandomGenerator random) {
        this.world = world;
        this.profile = profile;
        this.random = random;
        this.service = profile.service();
    }

    /** Puts all that is to break into the schedule. */
    void plan() {
        repeat(profile.dispatcherCrashes(), this::crashDispatcher);
        repeat(profile.dispatcherGone() ? 1 : 0, this::killDispatcherForGood);
        repeat(profile.calculatorCrashes(), this::crashCalculator);
        repeat(profile.clientCrashes(), this::crashClient);
        repeat(profile.drains(), this::drain);
        repeat(profile.pauses(), this::pause);
        repeat(profile.partitions(), this::partition);
        repeat(profile.clogs(), this::clog);
        world.scheduler().at(profile.faultsEndNanos(), this::heal);
    }

    /** Starts a calculator, in its first or in another life. */
    void startCalculator(int number) {
        int slots = 1 + random.nextInt(profile.slots());
        world.startCalculator(number, slots, attempt -> service.draw(random));
    }

    private void repeat(int times, Runnable fault) {
        for (int i = 0; i < times; i++) {
            world.scheduler().at((long) (random.nextDouble() * profile.faultsEndNanos()), fault);
        }
    }

    private void crashDispatcher() {
        SimDispatcher dispatcher = oneOf(List.copyOf(world.dispatchers().values()));
        if (dispatcher.host().isAlive()) {
            dispatcher.host().kill();
            world.scheduler().after(between(5, 405), () -> startDispatcherUnlessGone(dispatcher.number()));
        }
    }

    private void startDispatcherUnlessGone(int number) {
        if (number != gone) {
            world.startDispatcher(number);
        }
    }

    private void killDispatcherForGood() {
        SimDispatcher dispatcher = oneOf(List.copyOf(world.dispatchers().values()));
        gone = dispatcher.number();
        dispatcher.host().kill();
    }

    private void crashCalculator() {
        SimCalculator calculator = oneOf(List.copyOf(world.calculators().values()));
        if (calculator.host().isAlive()) {
            calculator.host().kill();
            if (random.nextDouble() >= GONE_FOR_GOOD_SHARE) {
                replaceLater(calculator);
            }
        }
    }

    private void crashClient() {
        SimClient client = oneOf(List.copyOf(world.clients().values()));
        if (client.host().isAlive()) {
            client.host().kill();
        }
    }

    private void drain() {
        SimCalculator calculator = oneOf(List.copyOf(world.calculators().values()));
        if (calculator.host().isAlive()) {
            world.watcher().onLife(calculator.host(), "is asked to leave");
            calculator.drain();
        }
    }

    /** A poison job takes its calculator along soon after it has begun. */
    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        if (world.isPoison(attempt)) {
            world.scheduler().after(between(1, 30), () -> {
                if (calculator.host().isAlive() && calculator.calculations().isRunning(attempt)) {
                    calculator.host().kill();
                    replaceLater(calculator);
                }
            });
        }
    }

    /** Another calculator takes the place of one that leaves. */
    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof CalculatorEvent.Drained) {
            for (SimCalculator calculator : world.calculators().values()) {
                if (calculator.host() == host) {
                    replaceLater(calculator);
                }
            }
        }
    }

    private void replaceLater(SimCalculator calculator) {
        world.scheduler().after(between(10, 500), () -> {
            if (world.calculators().get(calculator.number()) == calculator) {
                startCalculator(calculator.number());
            }
        });
    }

    private void pause() {
        SimHost<?> host = oneOf(world.hosts());
        host.pause();
        world.scheduler().after(between(10, 1_000), host::resume);
    }

    private void partition() {
        SimNetwork.Link link = someLink();
        boolean bothWays = random.nextBoolean();
        long lengthNanos = between(20, 1_500);
        world.watcher().onWorld("cut " + link + (bothWays ? " both ways" : "") + " for " + Millis.text(lengthNanos));
        cut(link, lengthNanos);
        if (bothWays) {
            cut(link.back(), lengthNanos);
        }
    }

    private void cut(SimNetwork.Link link, long lengthNanos) {
        world.network().cut(link);
        world.scheduler().after(lengthNanos, () -> world.network().mend(link));
    }

    private void clog() {
        SimNetwork.Link link = someLink();
        long lengthNanos = between(20, 500);
        world.watcher().onWorld("clogged " + link + " for " + Millis.text(lengthNanos));
        world.network().clog(link, world.scheduler().nowNanos() + lengthNanos);
    }

    /** Between a dispatcher and anybody else, either way. */
    private SimNetwork.Link someLink() {
        Endpoint dispatcher =
                oneOf(List.copyOf(world.dispatchers().values())).host().address();
        Endpoint other = oneOf(world.hosts()).address();
        return random.nextBoolean() ? new SimNetwork.Link(dispatcher, other) : new SimNetwork.Link(other, dispatcher);
    }

    private void heal() {
        world.watcher().onWorld("all faults end");
        world.network().heal(NetworkProfile.perfect(HEALTHY_DELAY_NANOS));
        world.hosts().forEach(SimHost::resume);
        service = profile.service().healed();
        for (SimCalculator calculator : List.copyOf(world.calculators().values())) {
            calculator.mend();
            if (!calculator.host().isAlive()) {
                replaceLater(calculator);
            }
        }
        world.setCalculatorFault(UnaryOperator.identity());
    }

    private long between(int fromMs, int toMs) {
        return ms(fromMs + random.nextInt(toMs - fromMs));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
