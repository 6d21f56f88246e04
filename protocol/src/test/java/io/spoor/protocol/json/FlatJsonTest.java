package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.spoor.protocol.json.FlatJson.Entry;
import io.spoor.protocol.json.FlatJson.Kind;
import io.spoor.protocol.json.FlatJson.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
    @Test
    void shouldTellKindTextAndPlace() throws MalformedException {
        Map<String, Entry> entries = FlatJson.read("{\"a\": {\"b\": 1.50,\n \"c\": [\"x\", \"y\"]}, \"d\": true}");

        assertEquals(
                Map.of(
                        "a", new Entry(Kind.OBJECT, List.of(), 1, 7),
                        "a.b", new Entry(Kind.NUMBER, List.of("1.50"), 1, 13),
                        "a.c", new Entry(Kind.LIST, List.of("x", "y"), 2, 7),
                        "d", new Entry(Kind.FLAG, List.of("true"), 2, 25)),
                entries);
        assertEquals(List.of("a", "a.b", "a.c", "d"), List.copyOf(entries.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[[\"a\"]]", "[{\"a\": [\"b\"]}]", "[null]", "[\"a\", 1]"})
    void shouldTellListsOfOtherThings(String list) throws MalformedException {
        Map<String, Entry> entries = FlatJson.read("{\"l\": " + list + ", \"after\": 1}");

        assertEquals(List.of("l", "after"), List.copyOf(entries.keySet()));
        assertEquals(
                List.of(Kind.LIST_OF_OTHERS, Kind.NUMBER),
                entries.values().stream().map(Entry::kind).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "{'a': 1}", "{a: 1}", "{\"a\": 01}", "{\"a\": 1} //", "{\"a\" 1}", "{\"a\": NaN}"})
    void shouldBeStrict(String text) {
        assertThrows(MalformedException.class, () -> FlatJson.read(text));
    }

    @Test
    void shouldTellWhereReadingEnded() {
        MalformedException malformed =
                assertThrows(MalformedException.class, () -> FlatJson.read("{\n  \"a\": 1\n  \"b\": 2}"));

        assertEquals(3, malformed.line());
        assertEquals(3, malformed.column());
    }

    @Test
    void shouldWriteWhatItReads() throws MalformedException {
        String text = """
                {
                  "a": {
                    "b": {
                      "c": 1
                    },
                    "d": [ "x", "y\\"z" ]
                  },
                  "e": {
                    "f": null
                  },
                  "g": false
                }""";

        assertEquals(text, FlatJson.write(FlatJson.read(text)));
    }
}
