package io.spoor.protocol.json;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one object into a buffer that is used again for the next. Optional fields are left out by handing
 * in null or an empty list.
 */
final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    /** Digits and sign of the longest long. */
    private static final int LONG_MAX_LENGTH = 20;
    /** Bytes of the longest form of one character. */
    private static final int CHAR_MAX_LENGTH = 6;

    private byte[] buffer;
    private int length;

    JsonWriter(int capacity) {
        buffer = new byte[capacity];
    }

    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** Begins an object with bytes that hold its brace and its first fields. */
    void begin(byte[] head) {
        length = 0;
        raw(head);
    }

    void end() {
        ensure(1);
        put('}');
    }

    void field(Field field, long value) {
        raw(field.key());
        integer(value);
    }

    void field(Field field, boolean value) {
        raw(field.key());
        raw(value ? TRUE : FALSE);
    }

    void field(Field field, JobId value) {
        raw(field.key());
        jobId(value);
    }

    void field(Field field, @Nullable RawJson value) {
        if (value != null) {
            raw(field.key());
            raw(value.utf8());
        }
    }

    void field(Field field, @Nullable String value) {
        field(field, value, Integer.MAX_VALUE);
    }

    /** A text, of which no more is written than fits the given bytes, escapes counted. */
    void field(Field field, @Nullable String value, int bytesMax) {
        if (value != null) {
            raw(field.key());
            quoted(value, bytesMax);
        }
    }

    void jobIds(Field field, List<JobId> values) {
        for (int i = 0; i < values.size(); i++) {
            separate(field, i);
            jobId(values.get(i));
        }
        close(values);
    }

    void names(Field field, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            separate(field, i);
            quoted(values.get(i), Integer.MAX_VALUE);
        }
        close(values);
    }

    /** The attempts' names, without the dispatcher where it is the given one. */
    void attempts(Field field, List<AttemptId> values, @Nullable String dispatcher) {
        for (int i = 0; i < values.size(); i++) {
            separate(field, i);
            attempt(values.get(i), dispatcher);
        }
        close(values);
    }

    void attempt(Field field, @Nullable AttemptId value, @Nullable String dispatcher) {
        if (value != null) {
            raw(field.key());
            attempt(value, dispatcher);
        }
    }

    private void separate(Field field, int index) {
        if (index == 0) {
            raw(field.key());
        }
        ensure(1);
        put(index == 0 ? '[' : ',');
    }

    private void close(List<?> values) {
        if (!values.isEmpty()) {
            ensure(1);
            put(']');
        }
    }

    private void attempt(AttemptId value, @Nullable String dispatcher) {
        jobId(value.jobId());
        length--;
        put('/');
        integer(value.number());
        ensure(2);
        if (!value.dispatcher().equals(dispatcher)) {
            put('/');
            text(value.dispatcher(), Integer.MAX_VALUE);
        }
        ensure(1);
        put('"');
    }

    private void jobId(JobId value) {
        ensure(JobId.TEXT_LENGTH + 2);
        put('"');
        Hex.write(value, buffer, length);
        length += JobId.TEXT_LENGTH;
        put('"');
    }

    private void quoted(String value, int bytesMax) {
        ensure(1);
        put('"');
        text(value, bytesMax);
        ensure(1);
        put('"');
    }

    private void raw(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** Our integers are not negative; one that is gets written all the same, and is the reader's to refuse. */
    private void integer(long value) {
        ensure(LONG_MAX_LENGTH);
        if (value < 0) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int end = length + digits(value);
        long rest = value;
        for (int i = end - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void text(String value, int bytesMax) {
        int start = length;
        for (int i = 0; i < value.length(); i++) {
            ensure(CHAR_MAX_LENGTH);
            int before = length;
            char c = value.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                put(c);
            } else if (Utf8.isPair(value, i)) {
                i++;
                codePoint(Character.toCodePoint(c, value.charAt(i)));
            } else {
                rareChar(c);
            }
            if (length - start > bytesMax) {
                length = before;
                return;
            }
        }
    }

    private void rareChar(char c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < 0x20) {
            put('\\');
            put('u');
            put('0');
            put('0');
            buffer[length++] = HEX[c >> 4];
            buffer[length++] = HEX[c & 15];
        } else if (Character.isSurrogate(c)) {
            put('?');
        } else {
            codePoint(c);
        }
    }

    private void codePoint(int c) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | (c >> 6));
            put(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            put(0xe0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3f));
            put(0x80 | (c & 0x3f));
        } else {
            put(0xf0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3f));
            put(0x80 | ((c >> 6) & 0x3f));
            put(0x80 | (c & 0x3f));
        }
    }

    private void put(int oneByte) {
        buffer[length++] = (byte) oneByte;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
