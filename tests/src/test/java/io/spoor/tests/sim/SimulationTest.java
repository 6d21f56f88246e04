package io.spoor.tests.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
