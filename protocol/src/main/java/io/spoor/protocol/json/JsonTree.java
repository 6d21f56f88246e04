package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value, to look up what is wanted of what another program says. What is missing is {@link #isPresent() absent},
 * empty, 0 or false, so that one line reads a deep place: {@code tree.get("result").get("spans").items()}.
 */
public final class JsonTree {
    private static final JsonTree ABSENT = new JsonTree(null);
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A map of names to trees, a list of trees, or the text of a scalar; null: nothing, or JSON's null. */
    private final @Nullable Object value;

    private JsonTree(@Nullable Object value) {
        this.value = value;
    }

    /**
     * The one JSON value that the text holds.
     *
     * @throws IllegalArgumentException if it is not one; the message is a line for a person
     */
    public static JsonTree read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: nothing in it");
            }
            JsonTree tree = readValue(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: more text after the value");
            }
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + JsonText.withoutAside(e.getOriginalMessage()), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonTree readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readList(parser);
            case VALUE_NULL -> ABSENT;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new JsonTree(parser.getText());
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    private static JsonTree readObject(JsonParser parser) throws IOException {
        Map<String, JsonTree> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.put(name, readValue(parser));
        }
        return new JsonTree(fields);
    }

    private static JsonTree readList(JsonParser parser) throws IOException {
        List<JsonTree> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(readValue(parser));
        }
        return new JsonTree(items);
    }

    /** Whether there is a value other than null. */
    public boolean isPresent() {
        return value != null;
    }

    /** The field of that name of an object. */
    public JsonTree get(String name) {
        return value instanceof Map<?, ?> fields && fields.get(name) instanceof JsonTree field ? field : ABSENT;
    }

    /** The items of a list. */
    public List<JsonTree> items() {
        List<JsonTree> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                items.add((JsonTree) item);
            }
        }
        return items;
    }

    /** A text, without its quotes; a number or a flag as it is written. */
    public String text() {
        return value instanceof String text ? text : "";
    }

    /**
     * A whole number, also one that is written as a text, as 64-bit numbers often are.
     *
     * @throws IllegalArgumentException if it is present and something else
     */
    public long number() {
        if (value == null) {
            return 0;
        }
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: " + value, e);
        }
    }

    /** Whether it is true. */
    public boolean flag() {
        return text().equals("true");
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
