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

/** JSON that a person or a program hands to us as text: checked once here, trusted from then on. */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                    .build())
            .build();

    private JsonText() {}

    /**
     * The one JSON value that the text holds, without the white space around it.
     *
     * @throws IllegalArgumentException if the text is not exactly one JSON value, is longer than
     *     {@link Limits#PAYLOAD_MAX_BYTES} in UTF-8 or nested deeper than {@link Limits#JSON_DEPTH_MAX}; the message is a
     *     line for a person
     */
    public static RawJson payload(String text) {
        String value = text.strip();
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > Limits.PAYLOAD_MAX_BYTES) {
            throw new IllegalArgumentException(
                    utf8.length + " bytes of JSON, which is more than " + Limits.PAYLOAD_MAX_BYTES);
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
