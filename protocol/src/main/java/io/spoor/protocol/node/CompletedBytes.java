package io.spoor.protocol.node;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Completed;

/** A {@link Completed} as bytes; the attempt's name comes first. */
public final class CompletedBytes {
    private CompletedBytes() {}

    public static void write(Completed completed, ReplyBytes out) {
        out.writeAttempt(completed.attempt());
        out.writeTrace(completed.trace());
        out.writeText(completed.calculator());
        out.writeStatus(completed.status());
        out.writeOptionalJson(completed.result());
        out.writeOptionalText(completed.reason());
    }

    public static Completed read(ReplyBytes in) {
        AttemptId attempt = in.readAttempt();
        return new Completed(
                in.readTrace(), in.readText(), attempt, in.readStatus(), in.readOptionalJson(), in.readOptionalText());
    }
}
