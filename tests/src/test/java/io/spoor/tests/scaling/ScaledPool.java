package io.spoor.tests.scaling;

import io.spoor.protocol.AttemptId;
import io.spoor.tests.sim.Millis;
import io.spoor.tests.sim.ServiceProfile.Behaviour;
import io.spoor.tests.sim.SimCalculator;
import io.spoor.tests.sim.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The Deployment of calculators: starts pods, which takes a while, and stops them, which drains them. */
final class ScaledPool {
    private static final long SLEEP_MIN_MS = 3_000;
    private static final long SLEEP_MAX_MS = 6_000;

    private final World world;
    private final long startNanos;
    private final RandomGenerator random;
    private final Deque<Pod> pods = new ArrayDeque<>();
    private int numbers;

    /** One pod; it has a calculator as soon as it has started. */
    private static final class Pod {
        boolean stopped;

        @Nullable
        SimCalculator calculator;
    }

    /** @param startNanos from the decision for another pod to its first heartbeat */
    ScaledPool(World world, long startNanos, RandomGenerator random) {
        this.world = world;
        this.startNanos = startNanos;
        this.random = random;
    }

    /** How many there are to be. */
    int wanted() {
        return pods.size();
    }

    /** How many of them have started. */
    int ready() {
        return (int) pods.stream().filter(pod -> pod.calculator != null).count();
    }

    /** So many are there at once, as at the beginning. */
    void begin(int replicas) {
        for (int i = 0; i < replicas; i++) {
            start(new Pod(), 0);
        }
    }

    /** The newest go first: they are the ones that may not have started yet. */
    void scale(int replicas) {
        while (pods.size() < replicas) {
            start(new Pod(), startNanos);
        }
        while (pods.size() > replicas) {
            stop(pods.removeLast());
        }
    }

    private void start(Pod pod, long afterNanos) {
        pods.addLast(pod);
        world.scheduler().after(afterNanos, () -> {
            if (!pod.stopped) {
                pod.calculator = world.startCalculator(++numbers, 1, this::sleep);
            }
        });
    }

    private void stop(Pod pod) {
        pod.stopped = true;
        if (pod.calculator != null) {
            pod.calculator.drain();
        }
    }

    private Behaviour sleep(AttemptId attempt) {
        return Behaviour.taking(Millis.ms(random.nextLong(SLEEP_MIN_MS, SLEEP_MAX_MS + 1)));
    }
}
