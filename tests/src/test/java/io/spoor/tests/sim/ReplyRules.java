package io.spoor.tests.sim;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The side that answers replies the same to the same question, as long as it lives and somebody waits for the answer. What
 * nobody waits for any more it may have forgotten.
 */
final class ReplyRules implements Watcher {
    private final World world;
    private final Map<Object, Reply> replies = new HashMap<>();

    private record JobAt(SimHost<?> host, JobId jobId) {}

    private record AttemptAt(SimHost<?> host, AttemptId attempt) {}

    private record Reply(Status status, @Nullable RawJson result) {}

    ReplyRules(World world) {
        this.world = world;
    }

    @Override
    public void onSend(SimHost<?> host, Endpoint to, Message message) {
        if (message instanceof Finished finished && isWaitedFor(finished.jobId())) {
            check(new JobAt(host, finished.jobId()), new Reply(finished.status(), finished.result()), message);
        } else if (message instanceof Completed completed) {
            check(new AttemptAt(host, completed.attempt()), new Reply(completed.status(), completed.result()), message);
        }
    }

    private boolean isWaitedFor(JobId id) {
        SimJob job = world.job(id);
        return job != null && job.isOpen();
    }

    private void check(Object question, Reply reply, Message message) {
        Reply before = replies.putIfAbsent(question, reply);
        Violation.unless(before == null || before.equals(reply), "said %s before, and now %s", before, message);
    }
}
