package io.spoor.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptIdTest {
    @Test
    void shouldNameJobNumberAndDispatcher() {
        assertEquals(
                "0000000000000000000000000000000f/3/disp-1", new AttemptId(new JobId(0, 15), 3, "disp-1").toString());
    }

    @Test
    void shouldOrderByJobThenNumberThenDispatcher() {
        List<AttemptId> ordered = List.of(
                new AttemptId(new JobId(0, 1), 1, "a"),
                new AttemptId(new JobId(0, 1), 1, "b"),
                new AttemptId(new JobId(0, 1), 2, "a"),
                new AttemptId(new JobId(0, 1), 10, "a"),
                new AttemptId(new JobId(0, 2), 1, "a"),
                new AttemptId(new JobId(-1, 0), 1, "a"));

        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                assertEquals(
                        Integer.signum(Integer.compare(i, j)),
                        Integer.signum(ordered.get(i).compareTo(ordered.get(j))));
            }
        }
    }
}
