package io.spoor.protocol.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtlpSettingsTest {
    private static boolean isSecure(String endpoint) {
        HttpClientOptions options = new HttpClientOptions();
        new OtlpSettings(URI.create(endpoint), false, Duration.ofSeconds(1), false, Map.of(), Optional.empty())
                .secure(options);
        return options.isSsl();
    }

    @Test
    void shouldUseTlsWhereTheEndpointSaysSo() {
        assertTrue(isSecure("https://collector:4318"));
        assertFalse(isSecure("http://collector:4318"));
    }

    @Test
    void shouldReadHeadersAndSayWhoSends() {
        Map<String, String> headers = OtlpSettings.headers(List.of("Authorization=Basic a=b", " x = 1"));

        assertEquals("Basic a=b", headers.get("Authorization"));
        assertEquals("1", headers.get("x"));
        assertTrue(String.valueOf(headers.get("User-Agent")).startsWith("OTel"), headers::toString);
        assertEquals(3, headers.size());
    }
}
