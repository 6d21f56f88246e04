package io.spoor.dispatcher.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.node.ReplyBytes;
import io.spoor.protocol.node.ReplyForm;

/** An outcome as bytes. */
final class AnswerForm implements ReplyForm<JobId, Answers.Answer> {
    @Override
    public long hash(JobId id) {
        return hashOf(id);
    }

    /** Clients choose their ids, so their bits are mixed. */
    static long hashOf(JobId id) {
        return ReplyForm.mix(id.high() ^ ReplyForm.mix(id.low()));
    }

    @Override
    public boolean isOf(JobId id, ReplyBytes in) {
        return in.readLong() == id.high() && in.readLong() == id.low();
    }

    @Override
    public void write(JobId id, Answers.Answer answer, ReplyBytes out) {
        Finished finished = answer.finished();
        out.writeJobId(id);
        out.writeText(answer.client());
        out.writeTrace(finished.trace());
        out.writeText(finished.dispatcher());
        out.writeStatus(finished.status());
        out.writeOptionalJson(finished.result());
        out.writeOptionalText(finished.reason());
        out.writeInt(finished.attempts());
        out.writeOptionalText(finished.calculator());
    }

    @Override
    public Answers.Answer read(ReplyBytes in) {
        JobId id = in.readJobId();
        String client = in.readText();
        Finished finished = new Finished(
                in.readTrace(),
                in.readText(),
                id,
                in.readStatus(),
                in.readOptionalJson(),
                in.readOptionalText(),
                in.readInt(),
                in.readOptionalText());
        return new Answers.Answer(client, finished);
    }
}
