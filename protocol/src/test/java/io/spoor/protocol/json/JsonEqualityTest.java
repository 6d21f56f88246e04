package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.protocol.RawJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEqualityTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            144                  | 1.44e2               | true
            144                  | 144.000              | true
            144                  | "144"                | false
            144                  | 145                  | false
            0                    | 0.00                 | true
            {"a":1,"b":[true]}   | { "b": [true], "a": 1.0 } | true
            {"a":1}              | {"a":1,"b":null}     | false
            [1,2]                | [2,1]                | false
            null                 | null                 | true
            null                 | false                | false
            "\\u0041"            | "A"                  | true
            """)
    void shouldCompareWhatIsMeant(String one, String other, boolean same) {
        assertEquals(same, JsonEquality.isSame(RawJson.of(one), RawJson.of(other)));
    }
}
