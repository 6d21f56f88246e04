package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.TraceContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Between the wire's trace context, OpenTelemetry's and that of the process life. */
class TraceContextsTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN_ID = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

    @Test
    void shouldReadTheParentFromTheWire() {
        SpanContext parent = OtelContexts.spanContext(new TraceContext(TRACEPARENT, "vendor=1,other=2"));

        assertEquals(TRACE_ID, parent.getTraceId());
        assertEquals(SPAN_ID, parent.getSpanId());
        assertTrue(parent.isSampled());
        assertTrue(parent.isRemote());
        assertEquals("2", parent.getTraceState().get("other"));
    }

    @Test
    void shouldHaveNoParentWhenTheWireHasNone() {
        assertSame(Context.root(), OtelContexts.parent(TraceContext.NONE));
        assertFalse(OtelContexts.spanContext(TraceContext.of("00-zero")).isValid());
    }

    @Test
    void shouldNotTakeTheCurrentContextForAParent() {
        Context current = Context.root().with(Span.wrap(span(TraceState.getDefault())));

        current.wrap(() -> {
                    assertFalse(OtelContexts.spanContext(TraceContext.NONE).isValid());
                    assertEquals(TraceContext.NONE, OtelContexts.wire(Span.getInvalid()));
                })
                .run();
    }

    @Test
    void shouldWriteASpanSoThatItIsReadBack() {
        TraceState state = TraceState.builder().put("vendor", "1").build();

        TraceContext wire = OtelContexts.wire(Span.wrap(span(state)));

        assertEquals(new TraceContext(TRACEPARENT, "vendor=1"), wire);
        assertEquals(TRACE_ID, OtelContexts.spanContext(wire).getTraceId());
    }

    @Test
    void shouldDropATraceStateThatIsLongerThanTheWireAllows() {
        TraceState state = TraceState.builder().put("vendor", "x".repeat(200)).build();

        TraceContext wire = OtelContexts.wire(Span.wrap(span(state)));

        assertEquals(TRACEPARENT, wire.traceparent());
        assertNull(wire.tracestate());
    }

    @Test
    void shouldGiveALifeItsOwnUnsampledContext() {
        TraceContext life = contextOfAck(1);

        assertTrue(OtelContexts.spanContext(life).isValid(), life.traceparent());
        assertFalse(OtelContexts.spanContext(life).isSampled());
        assertEquals(life, contextOfAck(1));
        assertNotEquals(life, contextOfAck(2));
    }

    @Test
    void shouldLeaveTheContextsOfJobsToTheirOwner() {
        TraceContext span = TraceContext.of(TRACEPARENT);
        LifeContext contexts = new LifeContext(TraceContexts.FROM_THE_CORE, new Random(1));
        Message.Cancel cancel = new Message.Cancel(TraceContext.NONE, "client-1", new JobId(0, 1));

        assertEquals(TraceContext.NONE, contexts.contextOf(cancel));
        assertEquals(span, contexts.contextOf(cancel.withTrace(span)));
        assertEquals(span, contexts.contextOf(Peer.ack(1).withTrace(span)));
    }

    private static TraceContext contextOfAck(long seed) {
        return new LifeContext(TraceContexts.FROM_THE_CORE, new Random(seed)).contextOf(Peer.ack(1));
    }

    private static SpanContext span(TraceState state) {
        return SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state);
    }
}
