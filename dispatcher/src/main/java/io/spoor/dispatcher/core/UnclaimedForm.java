package io.spoor.dispatcher.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.node.CompletedBytes;
import io.spoor.protocol.node.ReplyBytes;
import io.spoor.protocol.node.ReplyForm;

/** A result that nobody has asked for yet, as bytes, by its job. */
final class UnclaimedForm implements ReplyForm<JobId, Completed> {
    @Override
    public long hash(JobId id) {
        return AnswerForm.hashOf(id);
    }

    /** The attempt's name begins with its job's. */
    @Override
    public boolean isOf(JobId id, ReplyBytes in) {
        return in.readLong() == id.high() && in.readLong() == id.low();
    }

    @Override
    public void write(JobId id, Completed completed, ReplyBytes out) {
        CompletedBytes.write(completed, out);
    }

    @Override
    public Completed read(ReplyBytes in) {
        return CompletedBytes.read(in);
    }
}
