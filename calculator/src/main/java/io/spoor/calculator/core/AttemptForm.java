package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.node.CompletedBytes;
import io.spoor.protocol.node.ReplyBytes;
import io.spoor.protocol.node.ReplyForm;

/**
 * Replies to questions about an attempt, as bytes that begin with its name.
 *
 * @param <V> the reply
 */
abstract sealed class AttemptForm<V> implements ReplyForm<AttemptId, V> {
    @Override
    public final long hash(AttemptId attempt) {
        long name = 31L * attempt.number() + attempt.dispatcher().hashCode();
        return ReplyForm.mix(
                attempt.jobId().high() ^ ReplyForm.mix(attempt.jobId().low() ^ ReplyForm.mix(name)));
    }

    @Override
    public final boolean isOf(AttemptId attempt, ReplyBytes in) {
        return in.readLong() == attempt.jobId().high()
                && in.readLong() == attempt.jobId().low()
                && in.readInt() == attempt.number()
                && in.readText().equals(attempt.dispatcher());
    }

    static final class OfCompleted extends AttemptForm<Completed> {
        @Override
        public void write(AttemptId attempt, Completed completed, ReplyBytes out) {
            CompletedBytes.write(completed, out);
        }

        @Override
        public Completed read(ReplyBytes in) {
            return CompletedBytes.read(in);
        }
    }

    static final class OfRefused extends AttemptForm<AssignRefused> {
        @Override
        public void write(AttemptId attempt, AssignRefused refused, ReplyBytes out) {
            out.writeAttempt(refused.attempt());
            out.writeTrace(refused.trace());
            out.writeText(refused.calculator());
            out.writeStatus(refused.status());
            out.writeText(refused.reason());
        }

        @Override
        public AssignRefused read(ReplyBytes in) {
            AttemptId attempt = in.readAttempt();
            return new AssignRefused(in.readTrace(), in.readText(), attempt, in.readStatus(), in.readText());
        }
    }
}
