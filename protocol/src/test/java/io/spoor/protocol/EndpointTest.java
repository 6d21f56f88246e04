package io.spoor.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void shouldBeWrittenAsInAUrl() {
        assertEquals("127.0.0.1:7000", new Endpoint("127.0.0.1", 7_000).toString());
        assertEquals("[::1]:7000", new Endpoint("::1", 7_000).toString());
    }
}
