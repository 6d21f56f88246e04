package io.spoor.protocol.json;

import static io.spoor.protocol.DropReason.BAD_FIELD;
import static io.spoor.protocol.DropReason.DUPLICATE_FIELD;
import static io.spoor.protocol.DropReason.MALFORMED;
import static io.spoor.protocol.DropReason.MISSING_FIELD;
import static io.spoor.protocol.DropReason.NOT_UTF8;
import static io.spoor.protocol.DropReason.OVERSIZED;
import static io.spoor.protocol.DropReason.TOO_DEEP;
import static io.spoor.protocol.DropReason.UNKNOWN_TYPE;
import static io.spoor.protocol.DropReason.UNKNOWN_VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecBadInputTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String CANCEL = "{'v':1,'type':'cancel','client':'c','jobId':'" + ID + "'}";
    private static final String SUBMIT = "{'v':1,'type':'submit','client':'c','jobId':'" + ID
            + "','ask':1,'function':'f','arguments':{},'timeoutMs':5}";
    private static final String HEARTBEAT = "{'v':1,'type':'heartbeat','calculator':'c','number':1,'slots':2,'busy':1,"
            + "'draining':false,'versionMax':1}";

    // One message among others

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'v':1,'type':'nonsense','a':[{'b':1},2]}",
                "{'v':2,'type':'cancel','client':5}",
                "{'v':1,'type':'cancel','client':'','jobId':[[]]}",
                "[1,2,{'v':1}]",
                "'text'",
                "null"
            })
    void shouldNotHarmTheNeighbours(String bad) {
        DecodedPacket packet = decode(CANCEL + "\n" + bad + " \t\r\n " + CANCEL);

        assertEquals(2, packet.messages.size());
        assertEquals(1, packet.drops.size());
    }

    @Test
    void shouldUseWhatComesBeforeBadJsonAndDropTheRest() {
        DecodedPacket packet = decode(CANCEL + "\n{'v':1,}\n" + CANCEL);

        assertEquals(1, packet.messages.size());
        assertEquals(List.of(MALFORMED), packet.drops);
    }

    @Test
    void shouldReadFromTheMiddleOfABuffer() {
        byte[] bytes = ("xx" + SUBMIT + "yy").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        DecodedPacket packet = new DecodedPacket();

        new JsonCodec().decode(bytes, 2, bytes.length - 4, packet);

        assertEquals(RawJson.of("{}"), ((Message.Submit) packet.messages.get(0)).arguments());
    }

    @Test
    void shouldIgnoreTheReservedAuth() {
        DecodedPacket packet = decode(CANCEL + "\n{'v':7,'type':'auth','mac':'00'}");

        assertEquals(1, packet.messages.size());
        assertEquals(List.of(), packet.drops);
    }

    // Not JSON

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{",
                "{'v':1",
                "{'v':1,'type':'cancel'}}",
                "{'v':01}",
                "{'v':NaN}",
                "{v:1}",
                "{'v':1 'type':'cancel'}",
                "{'a':'\n'}",
                "{'a':'\\x'}",
                "// comment",
                "\uFEFF{}",
                "\0",
                "true5"
            })
    void shouldCallItMalformed(String text) {
        DecodedPacket packet = decode(text);

        assertEquals(List.of(), packet.messages);
        assertEquals(MALFORMED, packet.drops.get(packet.drops.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xE2, 0xED, 0xF5, 0xFF})
    void shouldNotTakeBytesThatAreNotUtf8(int wrong) {
        byte[] bytes =
                (CANCEL + "\n" + SUBMIT.replace("{}", "'~'")).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('~')] = (byte) wrong;

        DecodedPacket packet = DecodedPacket.of(bytes);

        assertEquals(1, packet.messages.size());
        assertEquals(List.of(NOT_UTF8), packet.drops);
    }

    @Test
    void shouldNotTakeOtherEncodings() {
        DecodedPacket packet = DecodedPacket.of(CANCEL.replace('\'', '"').getBytes(StandardCharsets.UTF_16BE));

        assertEquals(List.of(MALFORMED), packet.drops);
    }

    // The envelope

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "'1'", "1.0", "1e0", "null", "true", "[]", "99999999999999999999"})
    void shouldKnowNoOtherVersion(String version) {
        assertDropped(UNKNOWN_VERSION, "v", CANCEL.replace("'v':1", "'v':" + version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Cancel'", "''", "'ca ncel'", "7", "null", "['cancel']"})
    void shouldKnowNoOtherType(String type) {
        assertDropped(UNKNOWN_TYPE, "type", CANCEL.replace("'cancel'", type));
    }

    @Test
    void shouldAskForTheEnvelope() {
        assertDropped(MISSING_FIELD, "v", "{'type':'cancel'}");
        assertDropped(MISSING_FIELD, "type", "{'v':1}");
        assertDropped(DUPLICATE_FIELD, "v", "{'v':1,'v':1,'type':'cancel'}");
        assertDropped(DUPLICATE_FIELD, "type", "{'v':1,'type':'cancel','type':'cancel'}");
    }

    @Test
    void shouldTakeTheFieldsInAnyOrder() {
        DecodedPacket packet = decode("{'jobId':'" + ID + "','client':'c','type':'cancel','v':1}");

        assertEquals(List.of(new Message.Cancel(TraceContext.NONE, "c", JobId.parse(ID))), packet.messages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'traceparent':5",
                "'traceparent':{'a':[1]}",
                "'traceparent':''",
                "'traceparent':'00-zz'",
                "'tracestate':'a=b'"
            })
    void shouldTakeABadTraceContextForNone(String field) {
        DecodedPacket packet = decode(CANCEL.replace("'client'", field + ",'client'"));

        assertEquals(List.of(new Message.Cancel(TraceContext.NONE, "c", JobId.parse(ID))), packet.messages);
    }

    @Test
    void shouldDropATracestateThatCannotBePassedOn() {
        String parent = "00-" + ID + "-b7ad6b7169203331-01";
        for (String state : List.of("", "ä=1", "s".repeat(Limits.TRACESTATE_MAX_BYTES + 1))) {
            DecodedPacket packet = decode(
                    CANCEL.replace("'client'", "'traceparent':'" + parent + "','tracestate':'" + state + "','client'"));

            assertEquals(TraceContext.of(parent), packet.messages.get(0).trace());
        }
    }

    // Fields

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client | ",
                "client | a b",
                "client | ä",
                "client | nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
                "jobId | 0AF7651916CD43DD8448EB211C80319C",
                "jobId | 00000000000000000000000000000000",
                "jobId | 0af7651916cd43dd8448eb211c80319",
                "jobId | 0af7651916cd43dd8448eb211c80319c0",
                "jobId | 0af7651916cd43dd8448eb211c80319g"
            })
    void shouldNotTakeABadName(String field, String value) {
        String good = field.equals("client") ? "'c'" : "'" + ID + "'";
        String bad = value == null ? "''" : "'" + value + "'";

        assertDropped(BAD_FIELD, field, CANCEL.replace("'" + field + "':" + good, "'" + field + "':" + bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2592000001", "5.0", "5e0", "'5'", "null", "true", "{}", "9223372036854775808"})
    void shouldNotTakeABadTimeout(String timeout) {
        assertDropped(BAD_FIELD, "timeoutMs", SUBMIT.replace("'timeoutMs':5", "'timeoutMs':" + timeout));
    }

    @Test
    void shouldTakeTheWholeRangeOfATimeout() {
        assertEquals(
                1,
                decode(SUBMIT.replace("'timeoutMs':5", "'timeoutMs':1"))
                        .messages
                        .size());
        assertEquals(
                1,
                decode(SUBMIT.replace("'timeoutMs':5", "'timeoutMs':86400000"))
                        .messages
                        .size());
    }

    @Test
    void shouldCheckNumbersThatDependOnTheMessage() {
        assertDropped(BAD_FIELD, "attempts", SUBMIT.replace("'ask'", "'attempts':101,'ask'"));
        assertDropped(BAD_FIELD, "ask", SUBMIT.replace("'ask':1", "'ask':2147483648"));
        assertDropped(BAD_FIELD, "busy", HEARTBEAT.replace("'busy':1", "'busy':3"));
        assertDropped(BAD_FIELD, "slots", HEARTBEAT.replace("'slots':2", "'slots':1025"));
        assertDropped(BAD_FIELD, "number", HEARTBEAT.replace("'number':1", "'number':9007199254740992"));
        assertDropped(BAD_FIELD, "draining", HEARTBEAT.replace("false", "0"));
    }

    @Test
    void shouldNotTakeAFieldTwice() {
        assertDropped(DUPLICATE_FIELD, "client", CANCEL.replace("'client'", "'client':'d','client'"));
        assertDropped(DUPLICATE_FIELD, "arguments", SUBMIT.replace("'ask'", "'arguments':5,'ask'"));
    }

    @Test
    void shouldIgnoreFieldsOfOtherMessagesAndUnknownOnes() {
        String strange =
                "'slots':'many','slots':{},'extra':{'deep':" + "[".repeat(100) + "]".repeat(100) + "},'client'";

        assertEquals(1, decode(CANCEL.replace("'client'", strange)).messages.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "jobId", "ask", "function", "arguments", "timeoutMs"})
    void shouldMissARequiredField(String field) {
        assertDropped(MISSING_FIELD, field, SUBMIT.replace("'" + field + "'", "'other'"));
    }

    @Test
    void shouldWantAResultExactlyWithOk() {
        String completed = "{'v':1,'type':'completed','calculator':'k','jobId':'" + ID
                + "','attempt':1,'dispatcher':'d','status':'OK','result':null}";

        assertEquals(1, decode(completed).messages.size());
        assertDropped(BAD_FIELD, "result", completed.replace(",'result':null", ""));
        assertDropped(BAD_FIELD, "result", completed.replace("OK", "INTERNAL"));
        assertDropped(BAD_FIELD, "status", completed.replace("OK", "FINE"));
        assertDropped(BAD_FIELD, "status", completed.replace("'OK'", "0"));
    }

    @Test
    void shouldNotTakeARefusalWithOk() {
        String refused = "{'v':1,'type':'refused','dispatcher':'d','jobId':'" + ID
                + "','status':'OK','reason':'','retryAfterMs':1}";

        assertDropped(BAD_FIELD, "status", refused);
    }

    @Test
    void shouldBoundTheReason() {
        String refused = "{'v':1,'type':'refused','dispatcher':'d','jobId':'" + ID
                + "','status':'UNAVAILABLE','reason':'%','retryAfterMs':1}";

        assertEquals(1, decode(refused.replace("%", "ä".repeat(100))).messages.size());
        assertDropped(BAD_FIELD, "reason", refused.replace("%", "ä".repeat(100) + "a"));
        assertDropped(BAD_FIELD, "reason", refused.replace("'%'", "5"));
    }

    // Lists

    @Test
    void shouldBoundTheLists() {
        String poll = "{'v':1,'type':'poll','client':'c','number':1,'jobIds':[%]}";

        assertEquals(1, decode(poll.replace("%", ids(25))).messages.size());
        assertDropped(BAD_FIELD, "jobIds", poll.replace("%", ids(26)));
        assertDropped(BAD_FIELD, "jobIds", poll.replace("%", ""));
        assertDropped(BAD_FIELD, "jobIds", poll.replace("[%]", "'" + ID + "'"));
        assertDropped(BAD_FIELD, "functions", heartbeatWith("'functions':['a','b','c','d','e','f','g','h','i']"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "['" + ID + "']", "{'a':['" + ID + "']}", "null", "'x'"})
    void shouldReadToTheEndOfABadList(String element) {
        String poll = "{'v':1,'type':'poll','client':'c','jobIds':['" + ID + "'," + element + "],'number':1}";

        assertDropped(BAD_FIELD, "jobIds", poll);
    }

    // Attempts in heartbeats

    @Test
    void shouldCompleteTheNamesOfAttempts() {
        DecodedPacket packet =
                decode(heartbeatWith("'running':['" + ID + "/3','" + ID + "/4/other'],'dispatcher':'later'"));

        Message.Heartbeat heartbeat = (Message.Heartbeat) packet.messages.get(0);
        assertEquals("later", heartbeat.running().get(0).dispatcher());
        assertEquals("other", heartbeat.running().get(1).dispatcher());
        assertEquals(4, heartbeat.running().get(1).number());
    }

    @Test
    void shouldWantToKnowWhoBeganAnAttempt() {
        assertDropped(BAD_FIELD, "dispatcher", heartbeatWith("'running':['" + ID + "/3']"));
        assertDropped(BAD_FIELD, "dispatcher", heartbeatWith("'completed':['" + ID + "/3']"));
        assertDropped(BAD_FIELD, "dispatcher", heartbeatWith("'upTo':'" + ID + "/3'"));
        assertEquals(
                1, decode(heartbeatWith("'after':'" + ID + "/3/d'")).messages.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/0", "/01", "/-1", "/2147483648", "/99999999999", "/1/", "/1/a b", "/1/a/b", "1"})
    void shouldNotTakeABadNameOfAnAttempt(String rest) {
        assertDropped(BAD_FIELD, "after", heartbeatWith("'dispatcher':'d','after':'" + ID + rest + "'"));
    }

    // Payloads

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1.5e+300",
                "1e999999999",
                "true",
                "null",
                "''",
                "'\\u00e4ä\\ud800€😀'",
                "[]",
                "[ 1 , {'a' : '}'} ]",
                "{'a':1,'a':2}",
                "{ }"
            })
    void shouldKeepAPayloadByteForByte(String payload) {
        String json = payload.replace('\'', '"');
        for (String space : List.of("", " ", "\n\t")) {
            DecodedPacket packet = decode(SUBMIT.replace("{}", space + payload + space));

            assertEquals(RawJson.of(json), ((Message.Submit) packet.messages.get(0)).arguments());
        }
    }

    @Test
    void shouldKeepAPayloadAtTheEndOfItsObject() {
        DecodedPacket packet = decode(SUBMIT.replace("'arguments':{},", "").replace("}", ",'arguments':12}"));

        assertEquals(RawJson.of("12"), ((Message.Submit) packet.messages.get(0)).arguments());
    }

    @Test
    void shouldBoundThePayload() {
        String longest = "'" + "p".repeat(Limits.PAYLOAD_MAX_BYTES - 2) + "'";

        assertEquals(1, decode(SUBMIT.replace("{}", longest)).messages.size());
        assertDropped(OVERSIZED, "arguments", SUBMIT.replace("{}", longest.replace("pp", "ppp")));
    }

    @Test
    void shouldBoundTheDepthOfAPayload() {
        int levels = Limits.JSON_DEPTH_MAX;

        assertEquals(1, decode(SUBMIT.replace("{}", nested(levels))).messages.size());
        assertDropped(TOO_DEEP, "arguments", SUBMIT.replace("{}", nested(levels + 1)));
        assertDropped(OVERSIZED, "arguments", SUBMIT.replace("{}", nested(500)));
    }

    @Test
    void shouldNotTakeAnOversizedDatagram() {
        String padded = CANCEL + " ".repeat(Limits.DATAGRAM_MAX_BYTES - CANCEL.length());

        assertEquals(1, decode(padded).messages.size());
        assertDropped(OVERSIZED, "datagram", padded + " ");
        assertDropped(OVERSIZED, "datagram", SUBMIT.replace("{}", "'" + "p".repeat(70_000) + "'"));
    }

    private static String ids(int count) {
        return ("'" + ID + "',").repeat(count - 1) + "'" + ID + "'";
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String heartbeatWith(String fields) {
        return HEARTBEAT.replace("'slots'", fields + ",'slots'");
    }

    private static void assertDropped(DropReason reason, String where, String text) {
        DecodedPacket packet = decode(text);

        assertEquals(List.of(), packet.messages);
        assertEquals(List.of(reason), packet.drops);
        assertEquals(List.of(where), packet.places);
    }

    /** Single quotes stand for double ones. */
    private static DecodedPacket decode(String text) {
        return DecodedPacket.of(text.replace('\'', '"'));
    }
}
