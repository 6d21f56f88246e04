package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonCodecEncodeTest {
    private static final TraceContext TRACE =
            TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final JsonCodec codec = new JsonCodec();

    @Test
    void shouldPackSeveralMessagesIntoOneDatagram() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        List<Message> messages = List.of(
                SampleMessages.shortest(MessageType.ACCEPTED),
                SampleMessages.shortest(MessageType.FINISHED),
                SampleMessages.shortest(MessageType.POLL_ACK));
        for (Message message : messages) {
            int length = codec.encode(message);
            packet.write(codec.encoded(), 0, length);
            packet.write(JsonCodec.SEPARATOR);
        }

        DecodedPacket decoded = DecodedPacket.of(packet.toByteArray());

        assertEquals(messages, decoded.messages);
        assertEquals(List.of(), decoded.drops);
    }

    @Test
    void shouldGiveTheSameNameTheSameString() {
        Message message = SampleMessages.shortest(MessageType.ACCEPTED);
        int length = codec.encode(message);
        DecodedPacket packet = new DecodedPacket();
        codec.decode(codec.encoded(), 0, length, packet);
        codec.decode(codec.encoded(), 0, length, packet);

        assertSame(dispatcherOf(packet.messages.get(0)), dispatcherOf(packet.messages.get(1)));
    }

    @Test
    void shouldNotEncodeMoreThanAPacketHolds() {
        Message.Assign assign = (Message.Assign) SampleMessages.shortest(MessageType.ASSIGN);
        RawJson huge = RawJson.of('"' + "p".repeat(70_000) + '"');

        assertEquals(
                JsonCodec.TOO_LONG,
                codec.encode(new Message.Assign(TRACE, null, assign.attempt(), 1, assign.function(), huge, 1)));
        assertTrue(codec.encode(assign) > 0);
    }

    @Test
    void shouldLeaveOutATracestateForWhichThereIsNoRoom() {
        TraceContext full = new TraceContext(TRACE.traceparent(), "\"".repeat(Limits.TRACESTATE_MAX_BYTES));
        Message longest = SampleMessages.longest(MessageType.SUBMIT).withTrace(full);

        assertEquals(List.of(longest.withTrace(TRACE)), roundTrip(longest).messages);
        Message brief = SampleMessages.shortest(MessageType.SUBMIT).withTrace(full);
        assertEquals(List.of(brief), roundTrip(brief).messages);
    }

    @Test
    void shouldNotSendATracestateThatIsTooLong() {
        String tooLong = "s".repeat(Limits.TRACESTATE_MAX_BYTES + 1);
        Message message = SampleMessages.shortest(MessageType.STARTED);

        Message sent = message.withTrace(new TraceContext(TRACE.traceparent(), tooLong));

        assertNull(roundTrip(sent).messages.get(0).trace().tracestate());
    }

    @Test
    void shouldEscapeAReason() {
        String reason = "a\"b\\c\n\t\u0000\u001f\u007fäß€😀 end";

        assertEquals(reason, roundTrip(refused(reason)).reason());
    }

    @Test
    void shouldReplaceHalfACharacter() {
        assertEquals("a?b?", roundTrip(refused("a\ud800b\udc00")).reason());
    }

    @Test
    void shouldCutALongReasonBetweenCharacters() {
        assertEquals("r".repeat(200), roundTrip(refused("r".repeat(5_000))).reason());
        assertEquals(
                "r" + "€".repeat(66), roundTrip(refused("r" + "€".repeat(100))).reason());
        assertEquals("😀".repeat(50), roundTrip(refused("😀".repeat(51))).reason());
        assertEquals(
                "\u0001".repeat(33), roundTrip(refused("\u0001".repeat(300))).reason());
    }

    @Test
    void shouldNameAttemptsOfTheHeartbeatsOwnDispatcherShortly() {
        AttemptId own = SampleMessages.ATTEMPT;
        AttemptId other = new AttemptId(own.jobId(), 1, "other");
        Message.Heartbeat heartbeat = new Message.Heartbeat(
                TRACE,
                "c",
                1,
                2,
                2,
                true,
                List.of(),
                1,
                own.dispatcher(),
                9,
                other,
                own,
                List.of(own, other),
                List.of());

        Round round = roundTrip(heartbeat);

        assertEquals(List.of(heartbeat), round.messages);
        assertTrue(round.text.contains("\"after\":\"" + own.jobId() + "/1/other\",\"upTo\":\"" + own.jobId() + "/2\""));
        assertTrue(round.text.contains("[\"" + own.jobId() + "/2\",\"" + own.jobId() + "/1/other\"]}"));
    }

    @Test
    void shouldHoldTwentyNamesOfUsualLengthInAHeartbeat() {
        List<AttemptId> running = Collections.nCopies(20, SampleMessages.ATTEMPT);

        Message heartbeat = new Message.Heartbeat(
                TRACE,
                "calculator-1-7f3a9c02",
                123_456,
                64,
                64,
                false,
                List.of("sleep"),
                1,
                SampleMessages.ATTEMPT.dispatcher(),
                83_520_417,
                null,
                null,
                running,
                List.of());

        assertEquals(List.of(heartbeat), roundTrip(heartbeat).messages);
    }

    private static String dispatcherOf(Message message) {
        return ((Message.Accepted) message).dispatcher();
    }

    private static Message.Refused refused(String reason) {
        return new Message.Refused(TRACE, "d", SampleMessages.JOB, Status.UNAVAILABLE, reason, 0);
    }

    private Round roundTrip(Message message) {
        int length = codec.encode(message);
        assertTrue(length > 0);
        String text = new String(codec.encoded(), 0, length, StandardCharsets.UTF_8);
        return new Round(text, DecodedPacket.of(text).messages);
    }

    private record Round(String text, List<Message> messages) {
        String reason() {
            return ((Message.Refused) messages.get(0)).reason();
        }
    }
}
