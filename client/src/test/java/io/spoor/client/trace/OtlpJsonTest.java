package io.spoor.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
    private static final String ID = SampleTrace.ID;

    private static final String TEXT = """
            {"result":{"resourceSpans":[{"resource":{"attributes":[
              {"key":"service.name","value":{"stringValue":"spoor-dispatcher"}},
              {"key":"service.instance.id","value":{"stringValue":"disp-1"}}]},
             "scopeSpans":[{"scope":{},"spans":[
              {"traceId":"%s","spanId":"02","parentSpanId":"01","name":"attempt","kind":3,
               "startTimeUnixNano":"1000000001","endTimeUnixNano":"1000000009",
               "attributes":[{"key":"spoor.attempt","value":{"intValue":"2"}},
                             {"key":"spoor.attempt.adopted","value":{"boolValue":true}}],
               "events":[{"name":"resend","timeUnixNano":"1000000005",
                          "attributes":[{"key":"spoor.ask","value":{"intValue":"3"}}]}],
               "links":[{"traceId":"%s","spanId":"00"}],
               "status":{"code":2,"message":"lost"}},
              {"traceId":"another","spanId":"09","name":"submit"}]}]}]}}""".formatted(ID, ID);

    @Test
    void shouldReadWhatJaegerSays() {
        Trace trace = OtlpJson.read(ID, TEXT);
        assertEquals(1, trace.spans().size(), "spans of other traces are not this one's");
        ReadSpan span = trace.spans().get(0);
        assertEquals("spoor-dispatcher", span.service());
        assertEquals("disp-1", span.instance());
        assertEquals("01", span.parent());
        assertEquals(8, span.lengthNanos());
        assertEquals(2, span.number("spoor.attempt"));
        assertEquals("true", span.attribute("spoor.attempt.adopted"));
        assertEquals("3", span.events().get(0).attributes().get("spoor.ask"));
        assertEquals(List.of("00"), span.links());
        assertTrue(span.error());
        assertEquals("lost", span.message());
    }

    @Test
    void shouldFindNothingInAnythingElse() {
        assertEquals(List.of(), OtlpJson.read(ID, "{}").spans());
        assertThrows(IllegalArgumentException.class, () -> OtlpJson.read(ID, "<html>"));
    }
}
