package io.spoor.dispatcher;

import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobRefused;
import io.spoor.dispatcher.core.DispatcherEvent.Kind;
import io.spoor.dispatcher.core.DispatcherEvent.LateResult;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.FactListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing has happened in this life. Written on the loop, read from any thread. */
final class DispatcherCounts implements FactListener<DispatcherEvent> {
    private final Map<Kind, LongAdder> facts = adders(Kind.class);
    private final Map<Status, LongAdder> finished = adders(Status.class);
    private final Map<Status, LongAdder> refused = adders(Status.class);
    private final Map<AttemptEnd, LongAdder> attempts = adders(AttemptEnd.class);
    private final Map<Ignored, LongAdder> ignored = adders(Ignored.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder lateUsed = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder returned = new LongAdder();

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        of(facts, fact.kind()).increment();
        switch (fact.kind()) {
            case JOB_FINISHED -> of(finished, ((JobFinished) fact).status()).increment();
            case JOB_REFUSED -> of(refused, ((JobRefused) fact).status()).increment();
            case ATTEMPT_ENDED -> of(attempts, ((AttemptEnded) fact).end()).increment();
            case MESSAGE_IGNORED -> of(ignored, ((MessageIgnored) fact).why()).increment();
            case ATTEMPT_STARTED -> onAttemptStarted((AttemptStarted) fact);
            case LATE_RESULT -> onLateResult((LateResult) fact);
            case CALCULATOR_CHANGED -> onCalculatorChanged((CalculatorChanged) fact);
            case JOB_ACCEPTED,
                    JOB_ASKED_AGAIN,
                    JOB_QUEUED,
                    JOB_DELAYED,
                    ATTEMPT_ASKED_AGAIN,
                    ATTEMPT_ACKNOWLEDGED,
                    ATTEMPT_ADOPTED,
                    CALCULATOR_JOINED,
                    CALCULATOR_DRAINING,
                    CALCULATOR_REFUSED,
                    CALCULATOR_FORGOTTEN -> {
                // Their number is all there is to count.
            }
        }
    }

    long of(Kind kind) {
        return of(facts, kind).sum();
    }

    long finished(Status status) {
        return of(finished, status).sum();
    }

    long refused(Status status) {
        return of(refused, status).sum();
    }

    long attempts(AttemptEnd end) {
        return of(attempts, end).sum();
    }

    long ignored(Ignored why) {
        return of(ignored, why).sum();
    }

    /** Attempts after a job's first one; an attempt after a refused one is still the same try. */
    long retries() {
        return retries.sum();
    }

    /** Late results that were their job's answer. */
    long lateUsed() {
        return lateUsed.sum();
    }

    /** Calculators that became DEAD. */
    long lost() {
        return lost.sum();
    }

    /** DEAD calculators that came back. */
    long returned() {
        return returned.sum();
    }

    /** All of it in a line for a person. */
    String totals() {
        return String.format(
                Locale.ROOT,
                "%d jobs accepted, %d answered (%d OK), %d refusals; %d attempts, %d retries, %d assigns sent again, "
                        + "%d late results used; %d calculators joined, %d lost, %d back",
                of(Kind.JOB_ACCEPTED),
                of(Kind.JOB_FINISHED),
                finished(Status.OK),
                of(Kind.JOB_REFUSED),
                of(Kind.ATTEMPT_STARTED),
                retries(),
                of(Kind.ATTEMPT_ASKED_AGAIN),
                lateUsed(),
                of(Kind.CALCULATOR_JOINED),
                lost(),
                returned());
    }

    private void onAttemptStarted(AttemptStarted started) {
        if (started.previous() != null && started.previous() != AttemptEnd.REFUSED) {
            retries.increment();
        }
    }

    private void onLateResult(LateResult late) {
        if (late.used()) {
            lateUsed.increment();
        }
    }

    private void onCalculatorChanged(CalculatorChanged changed) {
        if (changed.to() == Liveness.DEAD) {
            lost.increment();
        } else if (changed.from() == Liveness.DEAD) {
            returned.increment();
        }
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    private static <K extends Enum<K>> LongAdder of(Map<K, LongAdder> adders, K key) {
        return Objects.requireNonNull(adders.get(key));
    }
}
