package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    private final JsonTree tree = JsonTree.read(
            "{\"a\": {\"list\": [1, \"23\", {\"deep\": true}]}, \"text\": \"q\\\"\", \"none\": null, \"half\": 0.5}");

    @Test
    void shouldReadDeepPlaces() {
        List<JsonTree> items = tree.get("a").get("list").items();
        assertEquals(1, items.get(0).number());
        assertEquals(23, items.get(1).number());
        assertTrue(items.get(2).get("deep").flag());
        assertEquals("q\"", tree.get("text").text());
        assertEquals("0.5", tree.get("half").text());
    }

    @Test
    void shouldTakeWhatIsMissingForNothing() {
        JsonTree missing = tree.get("b").get("c");
        assertFalse(missing.isPresent());
        assertFalse(tree.get("none").isPresent());
        assertEquals("", missing.text());
        assertEquals(0, missing.number());
        assertFalse(missing.flag());
        assertEquals(List.of(), missing.items());
        assertEquals(List.of(), tree.get("text").items());
    }

    @Test
    void shouldNotTakeAnythingForANumber() {
        assertThrows(IllegalArgumentException.class, () -> tree.get("half").number());
        assertThrows(IllegalArgumentException.class, () -> tree.get("a").number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "{} {}", "nonsense", "{\"a\":}"})
    void shouldSayThatATextIsNotJson(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> JsonTree.read(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("not JSON: "), e::toString);
    }
}
