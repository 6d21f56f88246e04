package io.spoor.tests.sim;

import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherSettings;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job at one life of a dispatcher: accepted once, finished once, one attempt at a time, numbered without a
 * gap (after an adopted attempt from there on), and no more of them than the job allows. What hung is not waited
 * for again, and what killed nobody is no poison.
 */
final class AttemptRules implements Watcher {
    /** A job is poison when so many calculators have died under it, and none of them has come back. */
    private static final int DEATHS_OF_POISON = 3;

    private final World world;
    private final Map<SimHost<?>, Map<JobId, Life>> lives = new HashMap<>();

    private static final class Life {
        final String client;
        final Set<AttemptId> timedOut = new HashSet<>();
        final Set<String> lostCalculators = new HashSet<>();
        boolean finished;
        int lastNumber;
        int begun;

        @Nullable
        AttemptId current;

        Life(String client) {
            this.client = client;
        }

        boolean isWaiting() {
            return !finished && current == null;
        }
    }

    AttemptRules(World world) {
        this.world = world;
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof JobAccepted accepted) {
            Life earlier = jobsOf(host).put(accepted.jobId(), new Life(accepted.client()));
            check(earlier == null || !isWaitedFor(accepted.jobId()), "accepted again", host, accepted.jobId());
            checkBounds(host, accepted);
        } else if (fact instanceof AttemptStarted started) {
            onStarted(host, started.attempt());
        } else if (fact instanceof AttemptAdopted adopted) {
            onAdopted(host, adopted.attempt());
            life(host, adopted.attempt().jobId()).lostCalculators.remove(adopted.calculator());
        } else if (fact instanceof AttemptEnded ended) {
            onEnded(host, ended);
        } else if (fact instanceof JobFinished finished) {
            onFinished(host, finished);
        } else if (fact instanceof CalculatorChanged changed && changed.to() == Liveness.ALIVE) {
            jobsOf(host).values().forEach(life -> life.lostCalculators.remove(changed.calculator()));
        }
    }

    private void onFinished(SimHost<?> host, JobFinished finished) {
        Life life = life(host, finished.jobId());
        check(!life.finished, "finished again", host, finished.jobId());
        life.finished = true;
        boolean poison = life.lostCalculators.size() >= DEATHS_OF_POISON;
        check(finished.status() != Status.ABORTED || poison, "called poison too early", host, finished.jobId());
    }

    private void checkBounds(SimHost<?> host, JobAccepted accepted) {
        int waiting = 0;
        int ofClient = 0;
        for (Life life : jobsOf(host).values()) {
            waiting += life.isWaiting() ? 1 : 0;
            ofClient += !life.finished && life.client.equals(accepted.client()) ? 1 : 0;
        }
        DispatcherSettings settings = world.settings().dispatcher();
        check(waiting <= settings.queueMax(), "taken into a full queue", host, accepted.jobId());
        check(ofClient <= settings.jobsPerClientMax(), "one too many of its client", host, accepted.jobId());
    }

    private void onStarted(SimHost<?> host, AttemptId attempt) {
        Life life = life(host, attempt.jobId());
        check(!life.finished, "tried after its end", host, attempt.jobId());
        check(life.current == null, "tried while an attempt is under way", host, attempt.jobId());
        check(attempt.number() == life.lastNumber + 1, "numbered out of turn", host, attempt.jobId());
        check(attempt.dispatcher().equals(host.name()), "tried in another's name", host, attempt.jobId());
        life.lastNumber = attempt.number();
        life.current = attempt;
        life.begun++;
        SimJob job = world.job(attempt.jobId());
        check(job == null || life.begun <= world.attemptsMax(job), "tried too often", host, attempt.jobId());
    }

    private void onAdopted(SimHost<?> host, AttemptId attempt) {
        Life life = life(host, attempt.jobId());
        check(!life.finished, "adopted after its end", host, attempt.jobId());
        check(life.current == null, "adopted while an attempt is under way", host, attempt.jobId());
        check(!life.timedOut.contains(attempt), "given back to an attempt that hangs", host, attempt.jobId());
        life.lastNumber = Math.max(life.lastNumber, attempt.number());
        life.current = attempt;
    }

    private void onEnded(SimHost<?> host, AttemptEnded ended) {
        Life life = life(host, ended.attempt().jobId());
        check(
                ended.attempt().equals(life.current),
                "rid of an attempt it had not",
                host,
                ended.attempt().jobId());
        life.current = null;
        if (ended.end() == AttemptEnd.REFUSED) {
            life.begun--;
        } else if (ended.end() == AttemptEnd.TIMED_OUT) {
            SimJob job = world.job(ended.attempt().jobId());
            check(
                    job == null || job.attemptTimeoutNanos() > 0,
                    "limited unasked",
                    host,
                    ended.attempt().jobId());
            life.timedOut.add(ended.attempt());
        } else if (ended.end() == AttemptEnd.CALCULATOR_LOST) {
            life.lostCalculators.add(ended.calculator());
        }
    }

    /** A submit that was under way for very long may reach a dispatcher that has forgotten the job. */
    private boolean isWaitedFor(JobId id) {
        SimJob job = world.job(id);
        return job != null && job.isOpen();
    }

    private Life life(SimHost<?> host, JobId id) {
        Life life = jobsOf(host).get(id);
        if (life == null) {
            throw new Violation(host + " speaks of a job it has not accepted: " + id);
        }
        return life;
    }

    private Map<JobId, Life> jobsOf(SimHost<?> host) {
        return lives.computeIfAbsent(host, unused -> new HashMap<>());
    }

    private void check(boolean condition, String what, SimHost<?> host, JobId id) {
        if (!condition) {
            SimJob job = world.job(id);
            throw new Violation((job == null ? id : job.name()) + " is " + what + " at " + host);
        }
    }
}
