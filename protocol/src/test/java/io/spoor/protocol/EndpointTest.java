package io.spoor.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void shouldBeWrittenAsInAUrl() {
        assertEquals("127.0.0.1:7000", new Endpoint("127.0.0.1", 7_000).toString());
        assertEquals("[::1]:7000", new Endpoint("::1", 7_000).toString());
    }

    @Test
    void shouldWriteIpv6AsPeopleDo() {
        assertEquals("[::1]:1", new Endpoint("0:0:0:0:0:0:0:1%0", 1).toString());
        assertEquals("[::]:1", new Endpoint("0:0:0:0:0:0:0:0", 1).toString());
        assertEquals("[fe80::1:2]:1", new Endpoint("fe80:0:0:0:0:0:1:2", 1).toString());
        assertEquals("[2001:0:0:1::]:1", new Endpoint("2001:0:0:1:0:0:0:0", 1).toString());
        assertEquals("[1:0:3:4:5:6:7:8]:1", new Endpoint("1:0:3:4:5:6:7:8", 1).toString());
    }
}
