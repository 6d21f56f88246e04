package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON that a person or a program hands over: checked once here, trusted from then on. */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // As the codec reads: UTF-8 and nothing else.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                    .build())
            .build();

    private JsonText() {}

    /**
     * The one JSON value that the text holds, without the white space around it.
     *
     * @throws IllegalArgumentException if a peer's codec would refuse it: the text is not exactly one JSON value, is longer
     *     than {@link Limits#PAYLOAD_MAX_BYTES} in UTF-8, is nested deeper than {@link Limits#JSON_DEPTH_MAX}, or has half
     *     of a surrogate pair; the message is a line for a person
     */
    public static RawJson payload(String text) {
        int half = Utf8.firstUnpaired(text);
        if (half >= 0) {
            throw new IllegalArgumentException("not JSON: half of a surrogate pair at character " + (half + 1));
        }
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a value that a program has made: a checked copy, which nobody else can change. */
    public static RawJson payload(RawJson value) {
        return payload(value.utf8());
    }

    private static RawJson payload(byte[] text) {
        byte[] utf8 = withoutSpaceAround(text);
        if (utf8.length > Limits.PAYLOAD_MAX_BYTES) {
            throw new IllegalArgumentException(
                    utf8.length + " bytes of JSON, which is more than " + Limits.PAYLOAD_MAX_BYTES);
        }
        int readable = Utf8.validPrefix(utf8, 0, utf8.length);
        if (readable < utf8.length) {
            throw new IllegalArgumentException("not UTF-8 at byte " + (readable + 1));
        }
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            checkOneValue(parser);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("JSON nested deeper than " + Limits.JSON_DEPTH_MAX + " levels", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not JSON: " + withoutAside(e.getOriginalMessage()) + at(e.getLocation()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        return new RawJson(utf8);
    }

    private static byte[] withoutSpaceAround(byte[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && isSpace(text[from])) {
            from++;
        }
        while (from < to && isSpace(text[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(text, from, to);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Jackson says in brackets where the value began, and names a source that a person does not know. */
    static String withoutAside(String message) {
        int aside = message.indexOf(" (start marker");
        return aside < 0 ? message : message.substring(0, aside);
    }

    private static void checkOneValue(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new IllegalArgumentException("not JSON: nothing in it");
        }
        parser.skipChildren();
        parser.finishToken();
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("more than one JSON value" + at(parser.currentTokenLocation()));
        }
    }

    private static String at(JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
