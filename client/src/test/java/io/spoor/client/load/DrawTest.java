package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.RawJson;
import org.junit.jupiter.api.Test;

class DrawTest {
    @Test
    void shouldGiveTheTimeOnlyIfTheCalculatorIsNotToDrawIt() {
        assertEquals("{\"x\":3}", new Draw(3, -1).arguments().toString());
        assertEquals("{\"x\":3,\"ms\":0}", new Draw(3, 0).arguments().toString());
    }

    @Test
    void shouldKnowTheSquareHoweverItIsWritten() {
        Draw draw = new Draw(1_000, 0);
        assertTrue(draw.isAnswer(RawJson.of("1000000")));
        assertTrue(draw.isAnswer(RawJson.of("1e6")));
        assertTrue(draw.isAnswer(RawJson.of("1000000.0")));
        assertFalse(draw.isAnswer(RawJson.of("999999")));
        assertFalse(draw.isAnswer(RawJson.of("\"1000000\"")));
        assertFalse(draw.isAnswer(RawJson.of("null")));
    }
}
