package io.spoor.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoorSettingsTest {
    @ParameterizedTest
    @CsvSource({"spoor.example:7070,spoor.example,7070", "10.0.0.7:1,10.0.0.7,1", "[::1]:65535,::1,65535"})
    void shouldReadAnAddress(String text, String host, int port) {
        DispatcherName name = DispatcherName.parse(text);
        assertEquals(host, name.host());
        assertEquals(port, name.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":7070", "host:", "host:0", "host:65536", "host:seven"})
    void shouldSayHowAnAddressIsGiven(String text) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> DispatcherName.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("host:port"));
    }

    @Test
    void shouldNameEachLifeDifferently() {
        assertNotEquals(SpoorSettings.newIdentity("client"), SpoorSettings.newIdentity("client"));
    }
}
