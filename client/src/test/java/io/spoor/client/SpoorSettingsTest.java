package io.spoor.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientSettings;
import io.spoor.protocol.json.JsonTree;
import io.spoor.protocol.udp.UdpSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoorSettingsTest {
    private static final long MS = 1_000_000;

    @Test
    void shouldNameEachLifeDifferently() {
        assertNotEquals(SpoorSettings.newIdentity("client"), SpoorSettings.newIdentity("client"));
    }

    @Test
    void shouldBuildWhatTheConfigOfTheClientSays() throws Exception {
        JsonTree config = config();
        SpoorSettings built = SpoorSettings.builder().build();
        ClientSettings core = built.core();

        assertEquals(
                config.get("dispatchers").items().toString(),
                built.dispatchers().toString());
        assertTrue(built.identity().matches(config.get("name").text() + "-[0-9a-f]{8}"), built::toString);
        assertEquals(config.get("resendMinMs").number() * MS, core.resendMinNanos());
        assertEquals(config.get("resendMaxMs").number() * MS, core.resendMaxNanos());
        assertEquals(config.get("pollMs").number() * MS, core.pollNanos());
        assertEquals(config.get("failoverMs").number() * MS, core.failoverNanos());
        assertEquals(config.get("silenceMs").number() * MS, core.silentNanos());
        assertEquals(config.get("outstandingMax").number(), core.outstandingMax());
        assertEquals(config.get("resolveMs").number(), built.resolveMs());
        JsonTree buffers = config.get("socket");
        assertEquals(
                new UdpSettings(
                        config.get("host").text(),
                        (int) config.get("port").number(),
                        (int) buffers.get("receiveBufferBytes").number(),
                        (int) buffers.get("sendBufferBytes").number()),
                built.socket());
    }

    private static JsonTree config() throws Exception {
        try (InputStream in = SpoorSettingsTest.class.getResourceAsStream("/config/client.json")) {
            return JsonTree.read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({"a name, localhost:1", "client, localhost", "client, ''"})
    void shouldNotBuildWhatCannotWork(String name, String dispatcher) {
        SpoorSettings.Builder builder = SpoorSettings.builder().name(name).dispatchers(dispatcher);
        assertThrows(IllegalArgumentException.class, builder::build);
        assertThrows(IllegalArgumentException.class, SpoorSettings.builder().dispatchers()::build);
    }
}
