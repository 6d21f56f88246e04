package io.spoor.tests.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks for a scenario that a changed core plays otherwise. Entered by name, from another class loader. */
public final class ScenarioHunt {
    private ScenarioHunt() {}

    /** The first scenario that goes otherwise than written; null: none. */
    public static @Nullable String firstCatch() throws IOException {
        for (Path script : ScenarioTest.scripts()) {
            String written = Files.readString(script);
            String played;
            try {
                played = Scenario.play(written);
            } catch (AssertionError | RuntimeException e) {
                return "scenario " + script.getFileName() + ": " + e;
            }
            if (!played.equals(written)) {
                return "scenario " + script.getFileName();
            }
        }
        return null;
    }
}
