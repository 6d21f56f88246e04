package io.spoor.tests.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A status, or a counted drop with its reason; never silence without a count, never an exception, and life goes on. */
class BadInputTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String SUBMIT = "{'v':1,'type':'submit','client':'c-1','jobId':'" + ID
            + "','ask':1,'function':'f','arguments':ARGUMENTS,'timeoutMs':60000}";
    private static final String HEARTBEAT = "{'v':1,'type':'heartbeat','calculator':'calc-1','number':1,'slots':2,"
            + "'busy':0,'draining':false,'versionMax':1}";
    private static final String ATTEMPT = "'jobId':'" + ID + "','attempt':1,'dispatcher':'me-1'";

    private RunningDispatcher dispatcher;

    @BeforeEach
    void open() throws IOException {
        dispatcher = new RunningDispatcher();
    }

    @AfterEach
    void close() {
        dispatcher.close();
    }

    // Nothing that could be a message

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MALFORMED       | hello",
                "MALFORMED       | {'v':1,'type':'submit'",
                "MALFORMED       | [1,2,3]",
                "UNKNOWN_VERSION | {'v':2,'type':'submit'}",
                "UNKNOWN_VERSION | {'v':'1','type':'submit'}",
                "UNKNOWN_TYPE    | {'v':1,'type':'dance'}",
                "UNKNOWN_TYPE    | {'v':1,'type':7}",
                "MISSING_FIELD   | {'v':1,'type':'submit'}",
                "MISSING_FIELD   | {}",
                "BAD_FIELD       | {'v':1,'type':'cancel','client':'c','jobId':'00000000000000000000000000000000'}",
                "BAD_FIELD       | {'v':1,'type':'cancel','client':['c'],'jobId':'0af7651916cd43dd8448eb211c80319c'}",
                "DUPLICATE_FIELD | {'v':1,'v':1,'type':'cancel'}",
            })
    void shouldCountWhatItCannotUse(DropReason reason, String datagram) throws IOException {
        dispatcher.send(datagram);

        assertDropped(reason, 1);
    }

    @Test
    void shouldCountATruncatedMessageWhereverItEnds() throws IOException {
        String submit = SUBMIT.replace("ARGUMENTS", "{}");
        for (int length = 1; length < submit.length(); length++) {
            dispatcher.send(submit.substring(0, length));
        }

        assertDropped(DropReason.MALFORMED, submit.length() - 1);
        assertEquals(List.of(), dispatcher.facts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_201, 1_500, 9_000, 60_000, 65_507})
    void shouldCountADatagramThatIsTooLong(int length) throws IOException {
        String padded = SUBMIT.replace("ARGUMENTS", "{}") + " ".repeat(length);

        dispatcher.send(padded.substring(0, length));

        assertDropped(DropReason.OVERSIZED, 1);
    }

    @Test
    void shouldCountTextThatIsNotUtf8() throws IOException {
        dispatcher.send(
                SUBMIT.replace("ARGUMENTS", "'\u00e9'").replace('\'', '"').getBytes(ISO_8859_1));

        assertDropped(DropReason.NOT_UTF8, 1);
    }

    @Test
    void shouldCountArgumentsThatAreTooLarge() throws IOException {
        dispatcher.send(SUBMIT.replace("ARGUMENTS", "'" + "x".repeat(511) + "'"));

        assertDropped(DropReason.OVERSIZED, 1);
    }

    @Test
    void shouldCountArgumentsThatAreNestedTooDeep() throws IOException {
        dispatcher.send(SUBMIT.replace("ARGUMENTS", "[".repeat(65) + "]".repeat(65)));
        dispatcher.send("[".repeat(600) + "]".repeat(600));

        assertDropped(DropReason.TOO_DEEP, 1);
        assertDropped(DropReason.MALFORMED, 1);
    }

    // Messages that are not for it, or from somebody they are not of

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'v':1,'type':'accepted','dispatcher':'d','jobId':'" + ID + "'}",
                "{'v':1,'type':'heartbeatAck','dispatcher':'d','number':1,'echo':1,'expected':0,'versionMax':1}",
                "{'v':1,'type':'fetch'," + ATTEMPT + "}",
                "{'v':1,'type':'cancelAttempt'," + ATTEMPT + "}",
            })
    void shouldIgnoreWhatIsSaidToOthers(String datagram) throws IOException {
        dispatcher.send(datagram);

        assertIgnored(Ignored.WRONG_ROLE);
    }

    @Test
    void shouldTurnAwayWhoNamesAnothersJob() throws IOException {
        dispatcher.send(SUBMIT.replace("ARGUMENTS", "{}"));
        await().until(() -> !dispatcher.facts.isEmpty());

        dispatcher.send("{'v':1,'type':'cancel','client':'c-2','jobId':'" + ID + "'}");

        assertIgnored(Ignored.OTHER_CLIENT);
        Finished finished = next(Finished.class);
        assertEquals(Status.INVALID_ARGUMENT, finished.status());
        assertTrue(dispatcher.facts.stream().noneMatch(JobFinished.class::isInstance));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'v':1,'type':'started','calculator':'calc-1'," + ATTEMPT + "}",
                "{'v':1,'type':'completed','calculator':'calc-1'," + ATTEMPT + ",'status':'OK','result':1}",
                "{'v':1,'type':'assignRefused','calculator':'calc-1'," + ATTEMPT
                        + ",'status':'UNAVAILABLE','reason':'no'}",
            })
    void shouldNotBelieveACalculatorThatItDoesNotKnow(String datagram) throws IOException {
        dispatcher.send(SUBMIT.replace("ARGUMENTS", "{}"));
        dispatcher.send(datagram);

        assertIgnored(Ignored.UNKNOWN_CALCULATOR);
        assertTrue(dispatcher.facts.stream().noneMatch(JobFinished.class::isInstance));
    }

    @Test
    void shouldIgnoreAReplayedHeartbeat() throws IOException {
        dispatcher.send(HEARTBEAT);
        HeartbeatAck ack = next(HeartbeatAck.class);
        String second = HEARTBEAT.replace("'number':1", "'number':9,'dispatcher':'me-1','echo':" + ack.echo());
        dispatcher.send(second);
        next(HeartbeatAck.class);

        dispatcher.send(HEARTBEAT);

        assertIgnored(Ignored.STALE);
    }

    @Test
    void shouldAnswerAReplayedQuestionWithoutDoingItAgain() throws IOException {
        for (int i = 0; i < 5; i++) {
            dispatcher.send(SUBMIT.replace("ARGUMENTS", "{}"));
        }

        await().until(() -> count(JobAskedAgain.class) == 4);
        assertEquals(1, count(JobAccepted.class));
    }

    // Floods

    @Test
    void shouldWriteNothingIntoTheLogOfAFloodOfGarbage() throws IOException {
        Recorder recorder = new Recorder();
        Logger root = Logger.getLogger("");
        root.addHandler(recorder);
        try {
            Random random = new Random(1);
            for (int i = 0; i < 2_000; i++) {
                byte[] garbage = new byte[random.nextInt(200)];
                random.nextBytes(garbage);
                dispatcher.send(garbage);
            }
            dispatcher.send(HEARTBEAT);

            next(HeartbeatAck.class);
        } finally {
            root.removeHandler(recorder);
        }
        assertEquals(List.of(), recorder.lines);
        assertEquals(0, dispatcher.counters().errors());
    }

    /** Held by a logger that writes from INFO on, as the applications do. */
    private static final class Recorder extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()
                    && line.getLoggerName().startsWith("io.spoor")) {
                lines.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The drop is counted, and the next packet is read as if nothing had been. */
    private void assertDropped(DropReason reason, int times) throws IOException {
        dispatcher.send(HEARTBEAT);
        next(HeartbeatAck.class);
        assertEquals(times, dispatcher.counters().dropped(reason));
        assertEquals(0, dispatcher.counters().errors());
    }

    private void assertIgnored(Ignored why) {
        await().until(() -> count(MessageIgnored.class) == 1);
        dispatcher.facts.stream()
                .filter(MessageIgnored.class::isInstance)
                .forEach(fact -> assertEquals(why, ((MessageIgnored) fact).why()));
        assertEquals(0, dispatcher.counters().errors());
    }

    private long count(Class<?> fact) {
        return dispatcher.facts.stream().filter(fact::isInstance).count();
    }

    private <M extends Message> M next(Class<M> type) throws IOException {
        while (true) {
            for (Message message : dispatcher.receive()) {
                if (type.isInstance(message)) {
                    return assertInstanceOf(type, message);
                }
            }
        }
    }
}
