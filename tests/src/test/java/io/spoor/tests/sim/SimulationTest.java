package io.spoor.tests.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Holds drawn worlds to the promises. System properties: {@code spoor.seeds} how many worlds, {@code spoor.firstSeed} from
 * which seed on, {@code spoor.seed} only this one, with its transcript in {@code target/}.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("spoor.seeds", 2_000);
    private static final long FIRST_SEED = Long.getLong("spoor.firstSeed", 1);
    private static final int CALM_WORLDS = 100;
    private static final int LINES_SHOWN = 60;
    /** As many as a build draws; it stops when all bounds were met. */
    private static final long BOUND_SEEDS_MAX = 2_000;

    /** What is said by whom a bound makes refuse: queue, jobs of a client, answers kept; slots, replies kept. */
    private static final Set<String> REFUSALS = Set.of(
            "the queue is full",
            "open jobs already",
            "the memory for answers is full",
            "no slot of",
            "the memory for replies is full");

    @Test
    @DisabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void shouldKeepThePromisesInEveryWorld() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                new Simulation(seed).run();
            } catch (Violation | RuntimeException e) {
                fail(report(seed), e);
            }
        }
    }

    /** A bound that no world meets is not tested: each must make somebody refuse something. */
    @Test
    @DisabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void shouldMeetEveryBoundInSomeWorld() {
        Set<String> unmet = new HashSet<>(REFUSALS);
        for (long seed = 1; seed <= BOUND_SEEDS_MAX && !unmet.isEmpty(); seed++) {
            Simulation simulation = new Simulation(seed);
            simulation.world().addWatcher(new Watcher() {
                @Override
                public void onSend(SimHost<?> host, Endpoint to, Message message) {
                    if (message instanceof Refused refused) {
                        unmet.removeIf(String.valueOf(refused.reason())::contains);
                    } else if (message instanceof AssignRefused refused) {
                        unmet.removeIf(String.valueOf(refused.reason())::contains);
                    }
                }
            });
            simulation.run();
        }
        assertEquals(Set.of(), unmet);
    }

    @Test
    @DisabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void shouldTellTheSameStoryForTheSameSeed() {
        for (long seed = 1; seed <= 10; seed++) {
            assertEquals(storyOf(seed).hashCode(), storyOf(seed).hashCode(), "seed " + seed);
        }
        assertNotEquals(storyOf(1), storyOf(2));
    }

    @Test
    @DisabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void shouldTellTheSameStoryWhenDeadlinesAreAskedForTooEarly() {
        for (long seed = 1; seed <= 10; seed++) {
            Simulation undisturbed = new Simulation(seed);
            undisturbed.world().leaveDeadlinesAlone();
            assertEquals(storyOf(undisturbed).hashCode(), storyOf(seed).hashCode(), "seed " + seed);
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void shouldWasteNothingWhereNothingForcesItTo() {
        Economy.check(CALM_WORLDS);
    }

    @Test
    @EnabledIfSystemProperty(named = "spoor.seed", matches = ".+")
    void replay() {
        long seed = Long.getLong("spoor.seed");
        Simulation simulation = new Simulation(seed);
        Transcript transcript = new Transcript(simulation.world());
        simulation.world().addWatcher(transcript);
        try {
            simulation.run();
        } finally {
            System.out.println("The transcript is " + write(seed, simulation, transcript.lines()));
        }
    }

    private static List<String> storyOf(long seed) {
        return storyOf(new Simulation(seed));
    }

    private static List<String> storyOf(Simulation simulation) {
        Transcript transcript = new Transcript(simulation.world());
        simulation.world().addWatcher(transcript);
        simulation.run();
        return transcript.lines();
    }

    /** Runs the seed once more to say what happened. */
    private static String report(long seed) {
        Simulation simulation = new Simulation(seed);
        Transcript transcript = new Transcript(simulation.world());
        simulation.world().addWatcher(transcript);
        try {
            simulation.run();
        } catch (Violation | RuntimeException e) {
            transcript.onWorld(e.toString());
        }
        List<String> lines = transcript.lines();
        return "seed " + seed + " breaks a promise. Replay it with\n"
                + "  mvn verify -pl tests -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dspoor.seed="
                + seed + "\nThe transcript is " + write(seed, simulation, lines) + "; it ends\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private static Path write(long seed, Simulation simulation, List<String> lines) {
        Path path = Path.of("target", "seed-" + seed + ".txt").toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, simulation.profile() + "\n\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + path, e);
        }
        return path;
    }
}
