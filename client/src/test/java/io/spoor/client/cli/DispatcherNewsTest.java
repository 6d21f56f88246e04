package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherNewsTest {
    private static final Endpoint AT = new Endpoint("127.0.0.1", 7070);
    private static final ClientEvent SILENT = new DispatcherSilent(List.of(AT), 3_000_000_000L);
    private static final ClientEvent ASKED_AGAIN =
            new JobAskedAgain(new JobId(0, 1), TraceContext.NONE, 2, Why.NO_ANSWER);

    private final List<String> lines = new ArrayList<>();
    private int probes;
    private final DispatcherNews news = new DispatcherNews(lines::add, () -> probes++);

    private static ClientEvent accepted(String reason) {
        return new JobAccepted(new JobId(0, 1), TraceContext.NONE, "d-1", reason.isEmpty() ? null : reason);
    }

    @Test
    void shouldTellALongSilenceSeldom() {
        for (int i = 0; i < 9; i++) {
            news.on(SILENT);
            if (probes > lines.size()) {
                news.onProbed(i == 0 ? List.of() : List.of(AT));
            }
        }
        assertEquals(
                List.of(
                        "no answer from 127.0.0.1:7070 for 3.0 s: is a dispatcher running there, and does UDP get through?"
                                + " asking on",
                        "no answer from 127.0.0.1:7070 for 12.0 s: nothing listens there, the packets are refused; asking on"),
                lines);
    }

    @Test
    void shouldTellANewSilenceAnew() {
        news.on(SILENT);
        news.onProbed(List.of());
        news.on(new DispatcherMet(AT, "d-1"));
        news.on(SILENT);
        news.onProbed(List.of());
        assertEquals(3, lines.size(), lines::toString);
        assertEquals("d-1 answers at 127.0.0.1:7070", lines.get(1));
    }

    @Test
    void shouldProbeAtTheFirstQuestionWithoutAnAnswer() {
        news.on(ASKED_AGAIN);
        news.on(ASKED_AGAIN);
        assertEquals(1, probes);
        news.onProbed(List.of(AT));
        assertEquals(
                List.of(
                        "nothing listens at 127.0.0.1:7070 (the packets are refused): start the dispatcher there, or give "
                                + "its address with --dispatcher; asking on"),
                lines);
    }

    @Test
    void shouldNotCallADispatcherAbsentThatHasAnsweredMeanwhile() {
        news.on(ASKED_AGAIN);
        news.on(accepted(""));
        news.onProbed(List.of(AT));
        news.on(ASKED_AGAIN);
        assertEquals(List.of(), lines);
        assertEquals(1, probes);
    }

    @Test
    void shouldTellWhatIsMissingOnceUntilItIsThere() {
        news.on(accepted("no calculator offers 'a' yet"));
        news.on(accepted("no calculator offers 'a' yet"));
        news.on(accepted(""));
        news.on(accepted("no calculator offers 'a' yet"));
        String line = "accepted by d-1; no calculator offers 'a' yet";
        assertEquals(List.of(line, line), lines);
    }
}
