package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.spoor.protocol.RawJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the arguments of a calculation that takes numbers: one JSON object whose fields are all numbers. */
public final class JsonNumbers {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonNumbers() {}

    /**
     * The fields in their order. A number without fraction and exponent that fits 64 bits is a {@link Long}, any other a
     * {@link Double}, which may be infinite.
     *
     * @throws IllegalArgumentException if it is not such an object; the message is a line for a person
     */
    public static Map<String, Number> fields(RawJson object) {
        try (JsonParser parser = FACTORY.createParser(object.utf8())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the arguments are not a JSON object");
            }
            Map<String, Number> fields = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.put(name, number(parser, name));
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the arguments cannot be read: " + e.getMessage(), e);
        }
    }

    private static Number number(JsonParser parser, String name) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return Double.valueOf(parser.getText());
        }
        throw new IllegalArgumentException("\"" + name + "\" is not a number");
    }
}
