package io.spoor.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {
    @Test
    void shouldBeWrittenAsThirtyTwoHexDigits() {
        assertEquals("0000000000000000000000000000000f", new JobId(0, 15).toString());
        assertEquals("8000000000000000ffffffffffffffff", new JobId(Long.MIN_VALUE, -1).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000001",
                "0af7651916cd43dd8448eb211c80319c",
                "ffffffffffffffffffffffffffffffff"
            })
    void shouldReadWhatItWrites(String text) {
        assertEquals(text, JobId.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "00000000000000000000000000000000",
                "0AF7651916CD43DD8448EB211C80319C",
                "0af7651916cd43dd8448eb211c80319",
                "0af7651916cd43dd8448eb211c80319c0",
                "0af7651916cd43dd8448eb211c80319g",
                "0af7651916cd43dd 448eb211c80319c",
                "0af7651916cd43dd\u0664448eb211c80319c"
            })
    void shouldRefuseAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> JobId.parse(text));
    }

    @Test
    void shouldNotBeZero() {
        assertThrows(IllegalArgumentException.class, () -> new JobId(0, 0));
        assertNotEquals(JobId.random(new Random(1)), JobId.random(new Random(2)));
        assertEquals(new JobId(0, 1), JobId.random(() -> 0));
    }

    @Test
    void shouldOrderAsItsTextDoes() {
        Random random = new Random(1);
        List<JobId> ids =
                new ArrayList<>(List.of(new JobId(-1, 0), new JobId(0, -1), new JobId(0, 1), new JobId(1, -1)));
        for (int i = 0; i < 100; i++) {
            ids.add(JobId.random(random));
        }

        List<String> texts = new ArrayList<>(ids.stream().map(JobId::toString).toList());
        Collections.sort(texts);
        Collections.sort(ids);

        assertEquals(texts, ids.stream().map(JobId::toString).toList());
    }
}
