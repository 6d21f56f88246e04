package io.spoor.tests.bench;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One message to bytes, and one datagram to messages. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
    private static final TraceContext TRACE =
            TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final String DISPATCHER = "dispatcher-5f0c2a91";
    private static final String CALCULATOR = "calculator-9b2f1c4e";

    /** Attempts that a full heartbeat names, as many as fit. */
    private static final int NAMES = 18;

    /** What is written and read. */
    public enum Kind {
        SUBMIT,
        COMPLETED,
        HEARTBEAT
    }

    /** Chosen by JMH. */
    @Param
    public Kind kind = Kind.SUBMIT;

    private final JsonCodec codec = new JsonCodec();
    private Message message = submit();
    private byte[] datagram = {};

    /** The message and its bytes. */
    @Setup
    public void prepare() {
        message = switch (kind) {
            case SUBMIT -> submit();
            case COMPLETED -> completed();
            case HEARTBEAT -> heartbeat();
        };
        int length = codec.encode(message);
        if (length == JsonCodec.TOO_LONG) {
            throw new IllegalStateException(kind + " does not fit a packet");
        }
        datagram = Arrays.copyOf(codec.encoded(), length);
    }

    /** To bytes. */
    @Benchmark
    public int encode() {
        return codec.encode(message);
    }

    /** From bytes. */
    @Benchmark
    public void decode(Blackhole hole) {
        codec.decode(datagram, 0, datagram.length, new MessageSink() {
            @Override
            public void onMessage(Message decoded) {
                hole.consume(decoded);
            }

            @Override
            public void onDropped(DropReason reason, String where) {
                throw new IllegalStateException(reason + " " + where);
            }
        });
    }

    private static Message submit() {
        RawJson arguments = RawJson.of("{\"x\":12,\"ms\":500}");
        return new Message.Submit(
                TRACE, "client-3f9a7c21", new JobId(7, 9), 1, "sleep", arguments, 30_000, 0, 0, DISPATCHER);
    }

    private static Message completed() {
        AttemptId attempt = new AttemptId(new JobId(7, 9), 1, DISPATCHER);
        return new Message.Completed(TRACE, CALCULATOR, attempt, Status.OK, RawJson.of("{\"y\":144}"), null);
    }

    private static Message heartbeat() {
        Random random = new Random(1);
        List<AttemptId> running = Stream.generate(() -> new AttemptId(JobId.random(random), 1, DISPATCHER))
                .limit(NAMES)
                .sorted()
                .toList();
        return new Message.Heartbeat(
                TRACE,
                CALCULATOR,
                4711,
                NAMES,
                NAMES,
                false,
                List.of("sleep"),
                1,
                DISPATCHER,
                1234567890123L,
                null,
                null,
                running,
                List.of());
    }
}
