package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.spoor.protocol.RawJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonNumbersTest {
    @Test
    void shouldReadIntegersExactlyAndTheRestAsDoubles() {
        assertEquals(
                Map.of(
                        "a",
                        3L,
                        "b",
                        -9_007_199_254_740_993L,
                        "c",
                        2.5,
                        "d",
                        1e3,
                        "e",
                        1e20,
                        "f",
                        Double.POSITIVE_INFINITY),
                JsonNumbers.fields(RawJson.of("{\"a\":3,\"b\":-9007199254740993,\"c\":2.5,\"d\":1e3,"
                        + "\"e\":100000000000000000000,\"f\":1e999999999}")));
        assertEquals(Map.of(), JsonNumbers.fields(RawJson.of("{}")));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertEquals("the arguments are not a JSON object", reasonOf("null"));
        assertEquals("the arguments are not a JSON object", reasonOf("[1]"));
        assertEquals("\"x\" is not a number", reasonOf("{\"x\":\"3\"}"));
        assertEquals("\"x\" is not a number", reasonOf("{\"x\":{\"y\":1}}"));
        assertEquals("the arguments cannot be read: Duplicate field 'x'", reasonOf("{\"x\":1,\"x\":2}"));
    }

    private static String reasonOf(String json) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> JsonNumbers.fields(RawJson.of(json)))
                .getMessage());
    }
}
