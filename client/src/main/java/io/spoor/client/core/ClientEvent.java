package io.spoor.client.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in a client. Statistics, spans, log lines and the simulator's invariants read these and nothing else. */
public sealed interface ClientEvent {

    /** A fact about one job of this client. */
    sealed interface OfJob extends ClientEvent {
        JobId jobId();

        TraceContext trace();
    }

    /** The owner wants the job; exactly one {@link JobEnded} will follow. */
    record JobSubmitted(JobId jobId, TraceContext trace, String function, int attempts) implements OfJob {}

    /** Why a job is submitted once more. */
    enum Why {
        /** No answer in time: the packet, or the answer, was lost. */
        NO_ANSWER,
        /** It was refused, and the time it was told to wait is over. */
        AFTER_REFUSAL,
        /** The dispatcher that is polled does not know the job any more. */
        UNKNOWN_TO_DISPATCHER,
        /** A job of one attempt starts only when its submit names the dispatcher. */
        CONFIRMATION,
        /** A job of one attempt is kept by asking, not by polling; see {@link OpenJob}. */
        KEEP,
        /** Another dispatcher is asked than before; see {@link JobMoved}. */
        MOVED
    }

    /**
     * The job is submitted once more.
     *
     * @param ask which asking this is, from 2
     */
    record JobAskedAgain(JobId jobId, TraceContext trace, int ask, Why why) implements OfJob {}

    /**
     * The dispatcher has the job; told again when another life of it takes the job over.
     *
     * @param reason why it cannot begin yet, for a person; null if nothing is known to stand in its way
     */
    record JobAccepted(
            JobId jobId,
            TraceContext trace,
            String dispatcher,
            @Nullable String reason) implements OfJob {}

    /** The dispatcher does not take the job now; it is asked again after about {@code retryAfterMs}. */
    record JobRefused(
            JobId jobId, TraceContext trace, String dispatcher, Status status, String reason, long retryAfterMs)
            implements OfJob {}

    /** The dispatcher does not know a job that was accepted: it is asked for once more. */
    record JobLost(JobId jobId, TraceContext trace, String dispatcher) implements OfJob {}

    /**
     * Another dispatcher is asked for the job from now on, because the one before is silent or gone.
     *
     * @param dispatcher the life that was asked before, or null if it never spoke
     */
    record JobMoved(
            JobId jobId, TraceContext trace, @Nullable String dispatcher, Endpoint from, Endpoint to)
            implements OfJob {}

    /** The owner takes the job back; told once for each asking. */
    record CancelAsked(JobId jobId, TraceContext trace, int ask) implements OfJob {}

    /**
     * The job is over; told exactly once for each {@link JobSubmitted}.
     *
     * @param function what was to be computed
     * @param dispatcher who answered, or null if the client ended it by itself
     */
    record JobEnded(
            JobId jobId,
            TraceContext trace,
            String function,
            Outcome outcome,
            @Nullable String dispatcher) implements OfJob {}

    /**
     * An answer to a job that had been answered: an answer to an asking that crossed the first answer, or a packet that
     * the network doubled. The owner does not see it.
     *
     * @param different it says something else than the first one did
     */
    record DuplicateAnswer(JobId jobId, TraceContext trace, boolean different) implements OfJob {}

    /** An answer to a job that this client had ended by itself. The owner does not see it. */
    record LateAnswer(JobId jobId, TraceContext trace, Status status) implements OfJob {}

    /** A message that answers no question of this client: about no job of its own, or not meant for a client. */
    record StrayMessage(MessageType type) implements ClientEvent {}

    /** A life is heard at this address that was not the last one heard there: the first, or it was started again. */
    record DispatcherMet(Endpoint at, String dispatcher) implements ClientEvent {}

    /**
     * One of several dispatchers leaves questions unanswered: its jobs go to others, unless those are silent, too.
     *
     * @param dispatcher the life that was last heard there, or null if none ever was
     * @param jobs how many have gone
     */
    record DispatcherLost(Endpoint at, @Nullable String dispatcher, long silentNanos, int jobs)
            implements ClientEvent {}

    /** A lost dispatcher is heard again, and gets new jobs. */
    record DispatcherBack(Endpoint at, String dispatcher) implements ClientEvent {}

    /**
     * No dispatcher has answered any question for this time: resolve their names again. Told again each time that the
     * silence has lasted as long once more.
     *
     * @param asked where they were asked
     */
    record DispatcherSilent(List<Endpoint> asked, long silentNanos) implements ClientEvent {
        public DispatcherSilent {
            asked = List.copyOf(asked);
        }
    }

    /** From now on these are asked. */
    record DispatchersChanged(List<Endpoint> dispatchers) implements ClientEvent {
        public DispatchersChanged {
            dispatchers = List.copyOf(dispatchers);
        }
    }
}
