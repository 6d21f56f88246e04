package io.spoor.client;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SpoorSettingsTest {
    @Test
    void shouldNameEachLifeDifferently() {
        assertNotEquals(SpoorSettings.newIdentity("client"), SpoorSettings.newIdentity("client"));
    }
}
