package io.spoor.tests.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.spoor.protocol.json.FlatJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests as they are written, and as kustomize renders them. */
class ManifestsTest {
    @SuppressWarnings("NullAway.Init") // set before the tests
    private static Configs configs;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path scratch;

    @BeforeAll
    static void readConfigs() throws IOException, FlatJson.MalformedException {
        configs = Configs.read();
    }

    @Test
    void shouldHoldOnlyWhatKubernetesKnows() throws IOException {
        assertFalse(Manifests.files().isEmpty());
        for (Path file : Manifests.files()) {
            Manifests.documents(file).forEach(StrictModel::object);
        }
    }

    @Test
    void shouldKeepTheRulesAsWritten() throws IOException {
        assertEquals(List.of(), Rules.check(Manifests.base(), configs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "native", "production"})
    void shouldKeepTheRulesInEveryOverlay(String overlay) {
        List<JsonNode> rendered = Kustomize.render(Manifests.FOLDER.resolve("overlays/" + overlay));

        assertEquals(List.of(), Rules.check(rendered, configs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-of-several", "keda", "hpa", "monitoring", "jaeger", "network-policy"})
    void shouldKeepTheRulesWithEveryComponent(String component) throws IOException {
        String[] components = component.equals("network-policy")
                ? new String[] {"client", "monitoring", "jaeger", component}
                : new String[] {component};

        assertEquals(List.of(), Rules.check(Kustomize.renderBaseWith(scratch, components), configs));
    }
}
