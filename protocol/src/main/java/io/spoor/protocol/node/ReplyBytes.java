package io.spoor.protocol.node;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a reply as bytes, written and read one after the other. The form never leaves the process, so it has no
 * version: what is written is read by the same code. Texts are at most 65,534 bytes of UTF-8.
 */
public final class ReplyBytes {
    private static final int ABSENT = 0xffff;
    private static final Status[] STATUSES = Status.values();

    private byte[] bytes;
    private int at;

    /** For writing: grows as needed. */
    ReplyBytes() {
        this(new byte[256], 0);
    }

    /** For reading from the position on. */
    ReplyBytes(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Reads from there on next. */
    void from(byte[] otherBytes, int otherAt) {
        bytes = otherBytes;
        at = otherAt;
    }

    void rewind() {
        at = 0;
    }

    int position() {
        return at;
    }

    byte[] array() {
        return bytes;
    }

    public void writeLong(long value) {
        makeRoom(Long.BYTES);
        putLong(bytes, at, value);
        at += Long.BYTES;
    }

    public long readLong() {
        long value = longAt(bytes, at);
        at += Long.BYTES;
        return value;
    }

    public void writeInt(int value) {
        writeLong(value);
    }

    public int readInt() {
        return (int) readLong();
    }

    public void writeJobId(JobId id) {
        writeLong(id.high());
        writeLong(id.low());
    }

    public JobId readJobId() {
        return new JobId(readLong(), readLong());
    }

    public void writeAttempt(AttemptId id) {
        writeJobId(id.jobId());
        writeInt(id.number());
        writeText(id.dispatcher());
    }

    public AttemptId readAttempt() {
        return new AttemptId(readJobId(), readInt(), readText());
    }

    @SuppressWarnings("EnumOrdinal") // lives no longer than the process
    public void writeStatus(Status status) {
        writeLong(status.ordinal());
    }

    public Status readStatus() {
        return STATUSES[readInt()];
    }

    public void writeTrace(TraceContext trace) {
        writeText(trace.traceparent());
        writeOptionalText(trace.tracestate());
    }

    public TraceContext readTrace() {
        String traceparent = readText();
        String tracestate = readOptionalText();
        return traceparent.isEmpty() && tracestate == null
                ? TraceContext.NONE
                : new TraceContext(traceparent, tracestate);
    }

    public void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public String readText() {
        return new String(readBytes(readLength()), StandardCharsets.UTF_8);
    }

    public void writeOptionalText(@Nullable String text) {
        if (text == null) {
            writeLength(ABSENT);
        } else {
            writeText(text);
        }
    }

    public @Nullable String readOptionalText() {
        int length = readLength();
        return length == ABSENT ? null : new String(readBytes(length), StandardCharsets.UTF_8);
    }

    public void writeOptionalJson(@Nullable RawJson json) {
        if (json == null) {
            writeLength(ABSENT);
        } else {
            writeBytes(json.utf8());
        }
    }

    public @Nullable RawJson readOptionalJson() {
        int length = readLength();
        return length == ABSENT ? null : new RawJson(readBytes(length));
    }

    private void writeBytes(byte[] value) {
        writeLength(value.length);
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        at += value.length;
    }

    private byte[] readBytes(int length) {
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    private void writeLength(int length) {
        if (length > ABSENT) {
            throw new IllegalArgumentException("too long to be kept: " + length + " bytes");
        }
        makeRoom(Short.BYTES);
        bytes[at++] = (byte) (length >>> 8);
        bytes[at++] = (byte) length;
    }

    private int readLength() {
        return ((bytes[at++] & 0xff) << 8) | (bytes[at++] & 0xff);
    }

    private void makeRoom(int more) {
        if (at + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    static void putLong(byte[] bytes, int at, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[at + i] = (byte) (value >>> (8 * (Long.BYTES - 1 - i)));
        }
    }

    static long longAt(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
