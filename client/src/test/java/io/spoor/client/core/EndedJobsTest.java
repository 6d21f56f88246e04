package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.spoor.client.core.EndedJobs.Answer;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import org.junit.jupiter.api.Test;

class EndedJobsTest {
    private final EndedJobs ended = new EndedJobs(2);

    @Test
    void shouldTellTheSameAnswerFromAnother() {
        ended.answered(answer(1, Status.OK, "4"));
        assertEquals(Answer.SAME, ended.classify(answer(1, Status.OK, "4")));
        assertEquals(Answer.DIFFERENT, ended.classify(answer(1, Status.OK, "5")));
        assertEquals(Answer.DIFFERENT, ended.classify(answer(1, Status.INTERNAL, "4")));
    }

    @Test
    void shouldCallTheAnswerToAJobThatWasGivenUpLate() {
        ended.givenUp(new JobId(0, 1));
        assertEquals(Answer.LATE, ended.classify(answer(1, Status.OK, "4")));
    }

    @Test
    void shouldForgetTheOldest() {
        for (int i = 1; i <= 3; i++) {
            ended.answered(answer(i, Status.OK, "4"));
        }
        assertEquals(2, ended.size());
        assertNull(ended.classify(answer(1, Status.OK, "4")));
        assertEquals(Answer.SAME, ended.classify(answer(2, Status.OK, "4")));
    }

    private static Finished answer(int job, Status status, String result) {
        return new Finished(TraceContext.NONE, "d", new JobId(0, job), status, RawJson.of(result), null, 1, "k");
    }
}
