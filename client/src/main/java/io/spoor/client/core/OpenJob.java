package io.spoor.client.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that has not ended, from the client's side.
 *
 * <pre>
 * submit ─▶ [WAITING] ──a place in flight──▶ [ASKING] ──accepted──▶ [ACCEPTED] ──finished──▶ ended
 *                                            │  ▲  ▲                    │
 *                            refused         │  │  └──poll: unknown─────┤
 *                        [REFUSED] ◀─────────┘  │                       │
 *                            └──retry-after over┘                       │
 *  ASKING, REFUSED, ACCEPTED: its dispatcher is silent or gone ─▶ ASKING, elsewhere
 *  any state: finished ─▶ ended · cancel ─▶ [CANCELLING], asks until finished or cancelNanos are over
 *  deadline: WAITING, REFUSED ─▶ ended · ASKING, ACCEPTED ─▶ [OVERDUE], polls until finished, unknown, or one
 *  longest interval is over
 * </pre>
 *
 * A job that is ASKING submits, with growing pauses, and is polled for once they are at their longest; an answer that does
 * not call it unknown makes it ACCEPTED.
 *
 * <p>A job of one attempt is never to run twice. A dispatcher starts it only when a submit names that dispatcher's life, so
 * the first {@code accepted} makes the client ask again and name it; that name stays, since the job may have run from then
 * on. While accepted, such a job is kept by asking at the poll's interval and not by polls: a doubled {@code accepted}
 * looks like the answer to the naming submit, and were that one lost, polls alone would never send the name. A dispatcher
 * that is asked in the name of another never begins it, but goes on with the attempt if a calculator runs it.
 */
final class OpenJob {
    enum State {
        WAITING,
        ASKING,
        REFUSED,
        ACCEPTED,
        OVERDUE,
        CANCELLING
    }

    /** What a timer of a job is for; the state says what to do. */
    enum Purpose {
        /** Ask again. */
        ASK,
        /** The job's time is over. */
        DEADLINE,
        /** No answer came; the job is ended here. */
        GIVE_UP
    }

    record Timer(OpenJob job, Purpose purpose) {}

    final JobRequest request;
    final long submittedNanos;
    final long deadlineNanos;

    State state = State.WAITING;
    /** Submits sent. */
    int asks;
    /** Submits, or cancels, sent since the state was entered. */
    int tries;
    /** When the last submit or cancel left. */
    long lastAskedNanos;
    /**
     * The life that submits name: with one attempt the first that accepted the job, else the last that accepted it or may
     * have.
     */
    @Nullable
    String named;

    /** The last one, and how many in a row said that there is no room; one that drains says nothing of the load. */
    @Nullable
    Refused refusal;

    int refusals;

    private @Nullable DispatcherPeer at;

    DeadlineQueue.@Nullable Entry<Timer> askTimer;
    DeadlineQueue.@Nullable Entry<Timer> endTimer;

    OpenJob(JobRequest request, long nowNanos) {
        this.request = request;
        this.submittedNanos = nowNanos;
        this.deadlineNanos = nowNanos + request.timeoutMs() * ClientCore.NANOS_PER_MS;
    }

    JobId jobId() {
        return request.jobId();
    }

    TraceContext trace() {
        return request.trace();
    }

    /** The dispatcher that is asked for it; a job that waits has none. */
    DispatcherPeer at() {
        return Objects.requireNonNull(at, "waits");
    }

    /** It comes into flight. */
    void askAt(DispatcherPeer peer) {
        at = peer;
    }

    /** Another dispatcher is asked from now on; the one before may have the job. */
    void moveTo(DispatcherPeer peer) {
        String before = at().life();
        if (!isOfOneAttempt() && state != State.REFUSED && before != null) {
            named = before;
        }
        refusals = 0;
        at = peer;
    }

    void enter(State next) {
        state = next;
        tries = 0;
    }

    void onRefused(Refused refused) {
        refusal = refused;
        refusals = refused.status() == Status.RESOURCE_EXHAUSTED ? refusals + 1 : 1;
    }

    boolean isOfOneAttempt() {
        return request.attempts() == 1;
    }

    /** Before its deadline; later a submit has no time to give. */
    boolean isInTime(long nowNanos) {
        return nowNanos < deadlineNanos;
    }

    /** The next asking of this job. */
    Submit nextSubmit(String client, long nowNanos) {
        asks++;
        tries++;
        long leftMs = Math.max(1, (deadlineNanos - nowNanos) / ClientCore.NANOS_PER_MS);
        return new Submit(
                request.trace(),
                client,
                request.jobId(),
                asks,
                request.function(),
                request.arguments(),
                leftMs,
                request.attempts(),
                request.attemptTimeoutMs(),
                named);
    }

    Cancel nextCancel(String client) {
        tries++;
        return new Cancel(request.trace(), client, request.jobId());
    }
}
