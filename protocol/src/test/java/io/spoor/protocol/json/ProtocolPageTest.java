package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page and the codec say the same. */
class ProtocolPageTest {
    private static final ProtocolPage PAGE = ProtocolPage.read();

    private final JsonCodec codec = new JsonCodec();

    @ParameterizedTest
    @EnumSource
    void shouldShowEveryMessage(MessageType type) {
        List<String> examples = PAGE.section(type).examples();

        assertFalse(examples.isEmpty());
        for (String example : examples) {
            assertEquals(type, decode(example).type());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldEncodeAnExampleAsItStandsOnThePage(String example) throws IOException {
        int length = codec.encode(decode(example));

        assertEquals(tokens(example), tokens(new String(codec.encoded(), 0, length, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldListTheFieldsOfEveryMessage(MessageType type) {
        Layout layout = Layout.of(type);
        Map<String, String> expected = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            boolean envelope = field.index() <= Field.TRACESTATE.index();
            if (!envelope && (layout.required() & field.bit()) != 0) {
                expected.put(field.wireName(), "always");
            } else if (!envelope && (layout.optional() & field.bit()) != 0) {
                expected.put(field.wireName(), "optional");
            }
        }

        assertEquals(expected, PAGE.section(type).presence());
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainEveryReasonToDrop(DropReason reason) throws IOException {
        Path page = Path.of(System.getProperty("spoor.root", ".."), "docs", "protocol.md");

        assertEquals(
                1,
                Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("| `" + reason + "` |"))
                        .count());
    }

    @Test
    void shouldFindTheExamples() {
        assertEquals(19, PAGE.examples().size());
    }

    static List<String> examples() {
        return PAGE.examples();
    }

    private static Message decode(String example) {
        DecodedPacket packet = DecodedPacket.of(example);
        assertEquals(List.of(), packet.places, example);
        assertEquals(1, packet.messages.size());
        return packet.messages.get(0);
    }

    /** The text without white space: names and values in their order, numbers as they are written. */
    private static List<String> tokens(String json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(token + " " + parser.getText());
            }
        }
        return tokens;
    }
}
