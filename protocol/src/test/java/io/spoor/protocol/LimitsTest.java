package io.spoor.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "calc-3f9a0c11", "my.function_2", "-", "."})
    void shouldTakeNamesOfLettersDigitsAndThreeMarks(String name) {
        assertTrue(Limits.isName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\"b", "ä", "a\n", "{", "@", "`", "[", ":"})
    void shouldRefuseAllOtherNames(String name) {
        assertFalse(Limits.isName(name));
    }

    @Test
    void shouldBoundTheLengthOfAName() {
        assertTrue(Limits.isName("x".repeat(Limits.NAME_MAX_LENGTH)));
        assertFalse(Limits.isName("x".repeat(Limits.NAME_MAX_LENGTH + 1)));
    }
}
