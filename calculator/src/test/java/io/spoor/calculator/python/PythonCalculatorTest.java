package io.spoor.calculator.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.calculator.FakeDispatcher;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calculator in Python keeps the protocol's rules, as read by our own codec. */
class PythonCalculatorTest {
    private static final String LIFE = "dispatcher-1";
    private static final TraceContext TRACE =
            TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final String LONG = "{\"x\":2,\"ms\":600000}";

    private FakeDispatcher dispatcher;
    private @Nullable Process python;

    @BeforeAll
    static void findPython() {
        boolean found = true;
        try {
            new ProcessBuilder("python3", "--version").start().destroy();
        } catch (IOException e) {
            found = false;
        }
        assumeTrue(found, "no python3 here");
    }

    @BeforeEach
    void bind() throws IOException {
        dispatcher = new FakeDispatcher();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
        if (python != null) {
            python.destroyForcibly();
        }
    }

    @Test
    void shouldRegisterByItsFirstHeartbeatAndEchoTheAck() throws IOException {
        start(1);
        Heartbeat first = dispatcher.next(Heartbeat.class);

        assertTrue(first.number() > 1, "nobody shall guess it");
        assertEquals(1, first.slots());
        assertEquals(List.of("sleep"), first.functions());
        assertNull(first.dispatcher());

        dispatcher.ack(first, LIFE, 1L << 60, 0);
        dispatcher.next(Heartbeat.class, beat -> beat.echo() == 1L << 60 && LIFE.equals(beat.dispatcher()));
    }

    @Test
    void shouldComputeAndGiveTheSameAnswerAgain() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "sleep", "{\"x\":3,\"ms\":0}", 5_000));
        Completed completed = dispatcher.next(Completed.class);

        assertEquals(Status.OK, completed.status());
        assertEquals(RawJson.of("9"), completed.result());
        assertEquals(attempt(1), completed.attempt());
        assertEquals(TRACE, completed.trace());

        dispatcher.send(assign(1, "sleep", "{\"x\":3,\"ms\":0}", 4_000));
        assertEquals(completed, dispatcher.next(Completed.class));
        dispatcher.send(new Fetch(TRACE, attempt(7)));
        dispatcher.send(new Fetch(TRACE, attempt(1)));
        assertEquals(completed, dispatcher.next(Completed.class));
        dispatcher.send(new CancelAttempt(TRACE, attempt(1)));
        assertEquals(completed, dispatcher.next(Completed.class));
    }

    @Test
    void shouldRefuseWhatFitsNoSlotAndTellAtOnceWhenOneIsFree() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "sleep", LONG, 600_000));
        assertEquals(attempt(1), dispatcher.next(Started.class).attempt());
        Heartbeat busy = dispatcher.next(Heartbeat.class, beat -> beat.busy() == 1);
        assertEquals(List.of(attempt(1)), busy.running());

        dispatcher.send(assign(2, "sleep", LONG, 600_000));
        AssignRefused refused = dispatcher.next(AssignRefused.class);
        assertEquals(attempt(2), refused.attempt());
        assertEquals(Status.RESOURCE_EXHAUSTED, refused.status());

        dispatcher.send(new CancelAttempt(TRACE, attempt(1)));
        assertEquals(Status.CANCELLED, dispatcher.next(Completed.class).status());
        assertEquals(List.of(), dispatcher.next(Heartbeat.class).running());
    }

    @Test
    void shouldNotRunWhatNamesAnotherCalculator() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        RawJson arguments = RawJson.of("{\"x\":2}");
        dispatcher.send(new Assign(TRACE, "another", attempt(1), 1, "sleep", arguments, 5_000));
        dispatcher.send(assign(2, "sleep", "{\"x\":2}", 5_000));

        assertEquals(attempt(2), dispatcher.next(Completed.class).attempt());
    }

    @Test
    void shouldRefuseAnotherFunctionAndFailBadArguments() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "exec", "{}", 5_000));
        assertEquals(Status.NOT_FOUND, dispatcher.next(AssignRefused.class).status());

        int number = 2;
        for (String arguments : List.of("{}", "[]", "5", "{\"x\":\"2\"}", "{\"x\":1e200}", "{\"x\":1,\"ms\":-1}")) {
            dispatcher.send(assign(number, "sleep", arguments, 5_000));
            Completed completed = dispatcher.next(Completed.class);
            assertEquals(Status.INVALID_ARGUMENT, completed.status());
            assertEquals(attempt(number), completed.attempt());
            number++;
        }
    }

    @Test
    void shouldEndAnAttemptWhenItsTimeIsOver() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "sleep", LONG, 600_000));
        dispatcher.next(Started.class);
        dispatcher.send(assign(1, "sleep", LONG, 1));

        assertEquals(Status.DEADLINE_EXCEEDED, dispatcher.next(Completed.class).status());
    }

    @Test
    void shouldRememberACancelThatComesFirst() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(new CancelAttempt(TRACE, attempt(1)));
        Completed completed = dispatcher.next(Completed.class);
        assertEquals(Status.CANCELLED, completed.status());

        dispatcher.send(assign(1, "sleep", "{\"x\":3,\"ms\":0}", 5_000));
        assertEquals(completed, dispatcher.next(Completed.class));
    }

    @Test
    void shouldTellANewLifeWhatRunsAndWhatHasLatelyEnded() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "sleep", "{\"x\":3,\"ms\":0}", 5_000));
        dispatcher.next(Completed.class);
        dispatcher.send(assign(2, "sleep", LONG, 600_000));
        dispatcher.next(Started.class);

        Heartbeat told = dispatcher.meet("dispatcher-2", 5);

        assertEquals(List.of(attempt(1)), told.completed());
        assertEquals(List.of(attempt(2)), told.running());
        dispatcher.next(Heartbeat.class, beat -> beat.completed().isEmpty());
    }

    @Test
    void shouldGoRoundWithNamesThatDoNotFitOnePacket() throws IOException {
        start(64);
        dispatcher.meet(LIFE, 1);
        NavigableSet<AttemptId> all = new TreeSet<>();
        for (int number = 1; number <= 50; number++) {
            dispatcher.send(assign(number, "sleep", LONG, 600_000));
            all.add(dispatcher.next(Started.class).attempt());
        }

        Heartbeat part = dispatcher.meet("dispatcher-2", 5);

        assertNull(part.after());
        long number = part.number();
        Set<AttemptId> named = new HashSet<>(part.running());
        while (part.upTo() != null) {
            AttemptId upTo = part.upTo();
            part = dispatcher.next(Heartbeat.class);
            assertEquals(number, part.number());
            assertEquals(upTo, part.after());
            named.addAll(part.running());
        }
        assertEquals(all, named);
    }

    @Test
    void shouldStandPacketsThatAreNoMessages() throws IOException {
        start(1);
        dispatcher.meet(LIFE, 1);
        long number = dispatcher.next(Heartbeat.class).number();
        for (String bad : List.of(
                "",
                "\u0000",
                "{",
                "[]",
                "{\"v\":1,\"type\":\"assign\"}",
                "{\"v\":1,\"type\":\"heartbeatAck\",\"number\":" + number + ",\"echo\":[],\"dispatcher\":\""
                        + "d".repeat(1_000) + "\",\"expected\":0}",
                "{\"v\":1,\"type\":\"assign\",\"jobId\":5,\"attempt\":{},\"dispatcher\":[],\"timeoutMs\":5}",
                "[".repeat(1_100))) {
            dispatcher.send(bad.getBytes(StandardCharsets.UTF_8));
        }

        dispatcher.send(assign(1, "sleep", "{\"x\":-1.5,\"ms\":0}", 5_000));
        assertEquals(RawJson.of("2.25"), dispatcher.next(Completed.class).result());
    }

    @Test
    void shouldFinishItsWorkBeforeItLeaves() throws IOException, InterruptedException {
        Process calculator = start(1);
        dispatcher.meet(LIFE, 1);
        dispatcher.send(assign(1, "sleep", LONG, 600_000));
        dispatcher.next(Started.class);

        calculator.destroy();

        Heartbeat draining = dispatcher.next(Heartbeat.class, Heartbeat::draining);
        dispatcher.ack(draining, LIFE, 2, 1);
        dispatcher.send(assign(2, "sleep", LONG, 600_000));
        assertEquals(Status.UNAVAILABLE, dispatcher.next(AssignRefused.class).status());
        dispatcher.send(new CancelAttempt(TRACE, attempt(1)));
        dispatcher.next(Completed.class);
        dispatcher.ack(dispatcher.next(Heartbeat.class, beat -> beat.busy() == 0), LIFE, 3, 0);
        assertTrue(calculator.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, calculator.exitValue());
    }

    @Test
    void shouldLeaveWhereNobodyAnswers() throws IOException, InterruptedException {
        Process calculator = start(1);
        dispatcher.next(Heartbeat.class);

        calculator.destroy();

        assertTrue(calculator.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, calculator.exitValue());
    }

    private Process start(int slots) throws IOException {
        Path script = Path.of(System.getProperty("spoor.root", ".."), "calculator/python/spoor_calculator.py");
        Process started = new ProcessBuilder(
                        "python3",
                        script.toString(),
                        "--dispatcher",
                        dispatcher.address(),
                        "--slots",
                        Integer.toString(slots))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        python = started;
        return started;
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(JobId.parse("0af7651916cd43dd8448eb211c80319c"), number, LIFE);
    }

    private static Assign assign(int number, String function, String arguments, long timeoutMs) {
        return new Assign(TRACE, null, attempt(number), 1, function, RawJson.of(arguments), timeoutMs);
    }
}
