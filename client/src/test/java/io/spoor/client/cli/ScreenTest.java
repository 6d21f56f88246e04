package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String shown(boolean terminal) {
        try (Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal)) {
            screen.live("1 of 3");
            screen.line("a line");
            screen.live("2 of 3");
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "<").replace(System.lineSeparator(), "|");
    }

    @Test
    void shouldKeepOneLiveLineBelowTheOthersOnATerminal() {
        assertEquals("<1 of 3<a line|1 of 3<2 of 3<", shown(true));
    }

    @Test
    void shouldWritePlainLinesElsewhere() {
        assertEquals("1 of 3|a line|2 of 3|", shown(false));
    }
}
