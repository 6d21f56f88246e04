package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"x": [1, 2]}   | {"x": [1, 2]}
            "text"          | "text"
            -1.50           | -1.50
            null            | null
            """)
    void shouldKeepTheValueAsItIsWithoutTheSpaceAround(String text, String value) {
        assertEquals(value, JsonText.payload(" " + text + "\n").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''              | nothing in it
            {x:1}           | line 1, column 2
            {"x":1          | not JSON
            1 2             | more than one JSON value (line 1, column 3)
            nul             | not JSON
            """)
    void shouldSayWhatIsWrong(String text, String words) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> JsonText.payload(text));
        assertTrue(String.valueOf(e.getMessage()).contains(words), e::getMessage);
    }

    @Test
    void shouldSayWhereHalfOfASurrogatePairIs() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> JsonText.payload("[\"a\ud800\"]"));
        assertEquals("not JSON: half of a surrogate pair at character 4", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> RawJson.of("\"\udc00\""));
        assertEquals("\"\ud83d\ude00\"", JsonText.payload("\"\ud83d\ude00\"").toString());
    }

    @Test
    void shouldRejectAByteOrderMarkAsTheCodecDoes() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.payload("\ufeff1"));
    }

    @Test
    void shouldRejectWhatNoMessageCanCarry() {
        String long513 = "\"" + "x".repeat(511) + "\"";
        assertThrows(IllegalArgumentException.class, () -> JsonText.payload(long513));
        String deep65 = "[".repeat(65) + "]".repeat(65);
        assertThrows(IllegalArgumentException.class, () -> JsonText.payload(deep65));
        String deep64 = "[".repeat(64) + "]".repeat(64);
        assertEquals(128, JsonText.payload(deep64).lengthBytes());
    }
}
