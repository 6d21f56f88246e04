package io.spoor.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.compute.Calculation;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.config.StartupFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private record Named(String name) implements Calculation {
        @Override
        public CompletionStage<RawJson> start(RawJson arguments, Context context) {
            return CompletableFuture.completedFuture(RawJson.NULL);
        }
    }

    private static String failure(List<String> offered, String... beans) {
        List<Calculation> all = List.of(beans).stream()
                .map(name -> (Calculation) new Named(name))
                .toList();
        return assertThrows(StartupFailure.class, () -> Functions.offered(offered, all))
                .line();
    }

    @Test
    void shouldOfferTheListedOnes() {
        Named half = new Named("half");
        assertEquals(
                List.of("half"),
                List.copyOf(Functions.offered(List.of("half"), List.of(new Named("sleep"), half))
                        .keySet()));
    }

    @Test
    void shouldSayWhatThereIsAndWhatAJarNeeds() {
        String line = failure(List.of("half"), "sleep", "double");
        assertTrue(
                line.startsWith("functions: there is no calculation \"half\" in this process; there is double, sleep."),
                line);
        assertTrue(line.endsWith("META-INF/beans.xml"), line);
    }

    /** Dispatchers would drop every heartbeat that says it. */
    @Test
    void shouldRefuseANameThatNoMessageCarries() {
        assertTrue(
                failure(List.of("half"), "half", "a half").contains("its name() is \"a half\", not a name of 1 to 39"));
    }

    @Test
    void shouldRefuseANameThatIsThereTwice() {
        assertTrue(failure(List.of("half"), "half", "half").startsWith("two calculations are called \"half\": "));
        assertEquals("functions: \"half\" is listed twice", failure(List.of("half", "half"), "half"));
    }

    /** Else Quarkus does not look for beans in it: an application of one's own would start and do nothing, for ever. */
    @Test
    void shouldBeFoundByApplicationsThatDependOnThisJar() throws URISyntaxException {
        Path classes = Path.of(Functions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(Files.exists(classes.resolve("META-INF/beans.xml")), classes::toString);
    }
}
