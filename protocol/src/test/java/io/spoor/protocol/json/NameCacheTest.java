package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.spoor.protocol.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NameCacheTest {
    private final NameCache names = new NameCache();

    @Test
    void shouldFindANameAmongOtherCharacters() {
        assertEquals("b.c", names.nameOf("ab.cd".toCharArray(), 1, 3));
    }

    @Test
    void shouldNotTakeWhatIsNoName() {
        assertNull(nameOf(""));
        assertNull(nameOf("a b"));
        assertNull(nameOf("ä"));
        assertNull(nameOf("n".repeat(Limits.NAME_MAX_LENGTH + 1)));
    }

    @Test
    void shouldMakeANameOnce() {
        assertSame(nameOf("dispatcher-1"), nameOf("dispatcher-1"));
    }

    @Test
    void shouldTellNamesApartThatShareASlot() {
        for (int i = 0; i < 20_000; i++) {
            String name = "calculator-" + i;
            assertEquals(name, nameOf(name));
            assertEquals("calculator-0", nameOf("calculator-0"));
        }
    }

    private @Nullable String nameOf(String text) {
        return names.nameOf(text.toCharArray(), 0, text.length());
    }
}
