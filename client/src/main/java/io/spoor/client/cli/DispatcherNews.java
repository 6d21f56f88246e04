package io.spoor.client.cli;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.DispatcherBack;
import io.spoor.client.core.ClientEvent.DispatcherLost;
import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DispatchersChanged;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.protocol.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told of the dispatchers: which one answers, which one is silent, what is missing for jobs to begin, and
 * what can be done. The same is not said again and again. Lives on the client's event loop.
 */
final class DispatcherNews {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MS = 1_000_000;
    /** A silence that goes on is told again when it has lasted this many times as long. */
    private static final int LONGER = 4;

    private final Consumer<String> line;
    private final Runnable probe;
    private boolean probed;
    /** Whether a dispatcher has answered since the last question that was left open for long. */
    private boolean heard;

    private int silences;
    private int silencesToTell = 1;
    /** Waits for the probe, which says what is to be done about it. */
    private @Nullable String silenceToTell;

    private @Nullable String missing;

    /**
     * Tells nothing yet.
     *
     * @param line shows a line
     * @param probe finds out who refuses packets, and calls {@link #onProbed}
     */
    DispatcherNews(Consumer<String> line, Runnable probe) {
        this.line = line;
        this.probe = probe;
    }

    void on(ClientEvent fact) {
        if (fact instanceof DispatcherSilent silent) {
            onSilent(silent);
        } else if (fact instanceof JobAskedAgain again) {
            onAskedAgain(again);
        } else if (fact instanceof JobAccepted accepted) {
            onHeard();
            onMissing(accepted);
        } else if (fact instanceof JobEnded ended && ended.dispatcher() != null) {
            onHeard();
            missing = ended.outcome().isOk() ? null : missing;
        } else if (fact instanceof DispatcherMet met) {
            onHeard();
            line.accept(met.dispatcher() + " answers at " + met.at());
        } else if (fact instanceof DispatcherLost lost) {
            line.accept(String.format(
                    Locale.ROOT,
                    "no answer from the dispatcher at %s for %d ms: %s to another",
                    lost.at(),
                    lost.silentNanos() / NANOS_PER_MS,
                    lost.jobs() == 1 ? "its job goes" : "its " + lost.jobs() + " jobs go"));
        } else if (fact instanceof DispatcherBack back) {
            onHeard();
            line.accept(back.dispatcher() + " answers again at " + back.at());
        } else if (fact instanceof DispatchersChanged changed) {
            line.accept("the dispatchers' addresses are now " + list(changed.dispatchers()));
        }
    }

    /** The probe is over: the hosts of these refuse packets. */
    void onProbed(List<Endpoint> refusing) {
        String silence = silenceToTell;
        silenceToTell = null;
        if (heard) {
            return;
        }
        if (silence != null) {
            line.accept(silence
                    + (refusing.isEmpty()
                            ? ": is a dispatcher running there, and does UDP get through? asking on"
                            : ": nothing listens there, the packets are refused; asking on"));
        } else if (!refusing.isEmpty()) {
            line.accept("nothing listens at " + list(refusing)
                    + " (the packets are refused): start the dispatcher there, or give its address with --dispatcher; "
                    + "asking on");
        }
    }

    /** The packets of the first question may be lost; a dispatcher that is not there is likelier. */
    private void onAskedAgain(JobAskedAgain again) {
        if (again.why() == Why.NO_ANSWER && !probed && !heard) {
            probed = true;
            probe.run();
        }
    }

    private void onSilent(DispatcherSilent silent) {
        silences++;
        heard = false;
        if (silences == silencesToTell) {
            silencesToTell *= LONGER;
            silenceToTell = String.format(
                    Locale.ROOT,
                    "no answer from %s for %.1f s",
                    list(silent.asked()),
                    silences * silent.silentNanos() / NANOS_PER_SECOND);
            probe.run();
        }
    }

    private void onMissing(JobAccepted accepted) {
        String reason = accepted.reason();
        if (reason != null && !Objects.equals(reason, missing)) {
            line.accept("accepted by " + accepted.dispatcher() + "; " + reason);
        }
        missing = reason;
    }

    private void onHeard() {
        heard = true;
        silences = 0;
        silencesToTell = 1;
    }

    private static String list(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(", "));
    }
}
