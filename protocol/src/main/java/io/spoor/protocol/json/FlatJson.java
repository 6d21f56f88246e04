package io.spoor.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Serial;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object of groups and values as one flat map, for people's files: {@code {"run": {"count": 3}}} is
 * {@code run.count → 3}. Each entry knows where it stands. Strict: no comments, no trailing commas, no key twice.
 */
public final class FlatJson {
    /** What stands at a key. */
    public enum Kind {
        OBJECT("a group of keys"),
        LIST("a list of texts"),
        LIST_OF_OTHERS("a list of something else"),
        TEXT("a text"),
        NUMBER("a number"),
        FLAG("true or false"),
        NULL("null");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /** How a person calls it. */
        public String description() {
            return description;
        }
    }

    /**
     * One value of the file.
     *
     * @param kind what it is; for a list of anything but texts, {@link Kind#LIST_OF_OTHERS}
     * @param texts the value as written, without quotes; one for each entry of a list, none for an object
     * @param line line of its first character, from 1
     * @param column column of its first character, from 1
     */
    public record Entry(Kind kind, List<String> texts, int line, int column) {
        /** An entry to be written, which stands nowhere yet. */
        public static Entry of(Kind kind, List<String> texts) {
            return new Entry(kind, texts, 0, 0);
        }
    }

    /** Text that is not a JSON object. */
    public static final class MalformedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private final int line;
        private final int column;

        MalformedException(String message, JsonLocation location) {
            super(message);
            this.line = location.getLineNr();
            this.column = Math.max(1, location.getColumnNr());
        }

        /** Line where reading ended, from 1. */
        public int line() {
            return line;
        }

        /** Column where reading ended, from 1. */
        public int column() {
            return column;
        }
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withRootSeparator(""));

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private FlatJson() {}

    /**
     * Reads one object and nothing after it.
     *
     * @return its entries in the order of the text, groups before what is in them; a dot parts group and key
     * @throws MalformedException if the text is anything else
     */
    public static Map<String, Entry> read(String text) throws MalformedException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not a JSON object", parser.currentTokenLocation());
            }
            FlatJson reader = new FlatJson();
            reader.readObject(parser, "");
            if (parser.nextToken() != null) {
                throw new MalformedException("more text after the JSON object", parser.currentTokenLocation());
            }
            return reader.entries;
        } catch (JacksonException malformed) {
            throw new MalformedException(
                    JsonText.withoutAside(malformed.getOriginalMessage()), malformed.getLocation());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The inverse of {@link #read}, on several lines; entries of one group must stand together. */
    public static String write(Map<String, Entry> entries) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text).setPrettyPrinter(PRETTY)) {
            generator.writeStartObject();
            String group = "";
            for (Map.Entry<String, Entry> next : entries.entrySet()) {
                for (; !next.getKey().startsWith(group); group = outer(group)) {
                    generator.writeEndObject();
                }
                generator.writeFieldName(next.getKey().substring(group.length()));
                if (next.getValue().kind() == Kind.OBJECT) {
                    generator.writeStartObject();
                    group = next.getKey() + ".";
                } else {
                    writeValue(generator, next.getValue());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String outer(String group) {
        return group.substring(0, group.lastIndexOf('.', group.length() - 2) + 1);
    }

    private static void writeValue(JsonGenerator generator, Entry entry) throws IOException {
        switch (entry.kind()) {
            case TEXT -> generator.writeString(entry.texts().get(0));
            case NUMBER, FLAG, NULL -> generator.writeRawValue(entry.texts().get(0));
            case LIST -> {
                generator.writeStartArray();
                for (String text : entry.texts()) {
                    generator.writeString(text);
                }
                generator.writeEndArray();
            }
            case OBJECT, LIST_OF_OTHERS -> throw new IllegalArgumentException("cannot write " + entry.kind());
        }
    }

    private void readObject(JsonParser parser, String prefix) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Kind kind = kindOf(token);
            JsonLocation location = parser.currentTokenLocation();
            if (kind == Kind.OBJECT) {
                put(prefix + key, kind, List.of(), location);
                readObject(parser, prefix + key + ".");
            } else if (kind == Kind.LIST) {
                readList(parser, prefix + key, location);
            } else {
                put(prefix + key, kind, List.of(parser.getText()), location);
            }
        }
    }

    private void readList(JsonParser parser, String key, JsonLocation location) throws IOException {
        Kind kind = Kind.LIST;
        List<String> texts = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            kind = token == JsonToken.VALUE_STRING ? kind : Kind.LIST_OF_OTHERS;
            texts.add(parser.getText());
            parser.skipChildren();
        }
        put(key, kind, texts, location);
    }

    private void put(String key, Kind kind, List<String> texts, JsonLocation location) {
        entries.put(key, new Entry(kind, texts, location.getLineNr(), location.getColumnNr()));
    }

    private static Kind kindOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.LIST;
            case VALUE_STRING -> Kind.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.FLAG;
            case VALUE_NULL -> Kind.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value: " + token);
        };
    }
}
