package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object and judges each by its shape and range. A bad value is skipped, not thrown. */
final class FieldReader {
    private static final Map<String, Status> STATUSES =
            Arrays.stream(Status.values()).collect(Collectors.toUnmodifiableMap(Status::name, Function.identity()));

    private final FieldValues values = new FieldValues();
    private final NameCache names = new NameCache();

    /**
     * Reads on from the start of an object to its end.
     *
     * @param bytes what the parser reads
     * @param offset where in the bytes the parser began
     * @return the fields, valid until the next call
     * @throws IOException if what is there is not JSON
     */
    FieldValues read(JsonParser parser, byte[] bytes, int offset) throws IOException {
        values.clear();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Field field = Field.of(name);
            JsonToken token = parser.nextToken();
            if (field != null && values.isFirst(field)) {
                readValue(field, token, parser, bytes, offset);
            } else {
                parser.skipChildren();
            }
        }
        return values;
    }

    private void readValue(Field field, JsonToken token, JsonParser parser, byte[] bytes, int offset)
            throws IOException {
        switch (field.shape()) {
            case INTEGER -> readInteger(field, token, parser);
            case BOOLEAN -> readBoolean(field, token, parser);
            case NAMES, JOB_IDS, ATTEMPT_NAMES -> readList(field, token, parser);
            case PAYLOAD -> readPayload(field, parser, bytes, offset);
            case TRACE -> readTrace(field, token, parser);
            case NAME, JOB_ID, ATTEMPT_NAME, STATUS, REASON ->
                putOrFault(field, token == JsonToken.VALUE_STRING ? textValue(field.shape(), parser) : null, parser);
        }
    }

    private void readInteger(Field field, JsonToken token, JsonParser parser) throws IOException {
        boolean isLong =
                token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (isLong && field.accepts(parser.getLongValue())) {
            values.put(field, parser.getLongValue());
        } else {
            putOrFault(field, null, parser);
        }
    }

    private void readBoolean(Field field, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            values.put(field, token == JsonToken.VALUE_TRUE ? 1 : 0);
        } else {
            putOrFault(field, null, parser);
        }
    }

    private void readTrace(Field field, JsonToken token, JsonParser parser) throws IOException {
        parser.skipChildren();
        values.put(field, token == JsonToken.VALUE_STRING ? parser.getText() : "");
    }

    /** Reads to the end of the list also when an element is bad, so that the object's other fields can be read. */
    private void readList(Field field, JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            putOrFault(field, null, parser);
            return;
        }
        List<Object> elements = new ArrayList<>();
        boolean allGood = true;
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            Object element = t == JsonToken.VALUE_STRING ? textValue(field.shape(), parser) : null;
            parser.skipChildren();
            if (element == null) {
                allGood = false;
            } else {
                elements.add(element);
            }
        }
        boolean fits = allGood && elements.size() <= countMax(field.shape());
        putOrFault(field, fits ? Collections.unmodifiableList(elements) : null, parser);
    }

    private static int countMax(Field.Shape shape) {
        return switch (shape) {
            case NAMES -> Limits.FUNCTIONS_MAX;
            case JOB_IDS -> Limits.POLL_IDS_MAX;
            default -> Integer.MAX_VALUE;
        };
    }

    /** The value of the shape that the current string stands for, or null. */
    private @Nullable Object textValue(Field.Shape shape, JsonParser parser) throws IOException {
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        return switch (shape) {
            case NAME, NAMES -> names.nameOf(chars, offset, length);
            case JOB_ID, JOB_IDS -> Hex.parseJobId(chars, offset, length);
            case ATTEMPT_NAME, ATTEMPT_NAMES -> AttemptName.parse(chars, offset, length, names);
            case STATUS -> statusOf(names.nameOf(chars, offset, length));
            case REASON -> reasonOf(parser.getText());
            case INTEGER, BOOLEAN, TRACE, PAYLOAD -> null;
        };
    }

    private static @Nullable Status statusOf(@Nullable String name) {
        return name == null ? null : STATUSES.get(name);
    }

    private static @Nullable String reasonOf(String text) {
        return Utf8.length(text) <= Limits.REASON_MAX_BYTES ? text : null;
    }

    /** Walks through the value, which proves it well-formed, and keeps its bytes. */
    private void readPayload(Field field, JsonParser parser, byte[] bytes, int offset) throws IOException {
        int from = offset + (int) parser.currentTokenLocation().getByteOffset();
        int levels = skipAndMeasure(parser);
        parser.finishToken();
        int to = offset + (int) parser.currentLocation().getByteOffset();
        if (to - from > Limits.PAYLOAD_MAX_BYTES) {
            values.fault(field, DropReason.OVERSIZED);
        } else if (levels > Limits.JSON_DEPTH_MAX) {
            values.fault(field, DropReason.TOO_DEEP);
        } else {
            values.put(field, new RawJson(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    /** Moves to the end of the current value; how many levels of objects and lists it has. */
    private static int skipAndMeasure(JsonParser parser) throws IOException {
        int level = 0;
        int deepest = 0;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token.isStructStart()) {
                level++;
                deepest = Math.max(deepest, level);
            } else if (token.isStructEnd()) {
                level--;
            }
            if (level == 0) {
                return deepest;
            }
        }
    }

    private void putOrFault(Field field, @Nullable Object value, JsonParser parser) throws IOException {
        if (value == null) {
            values.fault(field, DropReason.BAD_FIELD);
            parser.skipChildren();
        } else {
            values.put(field, value);
        }
    }
}
