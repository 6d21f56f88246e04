package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.CLIENT;
import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.ms;
import static io.spoor.dispatcher.core.World.submit;
import static io.spoor.dispatcher.core.World.submitOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobRefused;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything is bounded, and a bound that is reached says so. */
class BoundsTest {
    @Test
    void shouldRefuseWhenTheQueueIsFullAndSayWhenToAskAgain() {
        World world = new World(settings -> settings.queueMax = 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.fromClient(submit(3));

        Refused refused = world.one(Refused.class);
        assertEquals(job(3), refused.jobId());
        assertEquals(Status.RESOURCE_EXHAUSTED, refused.status());
        assertEquals("the queue is full: 2 jobs wait", refused.reason());
        assertEquals(100, refused.retryAfterMs());
        assertEquals(2, world.core.openJobs());
    }

    @Test
    void shouldTellWhomItHasRefusedAndWhy() {
        World world = new World(settings -> settings.queueMax = 1);
        world.fromClient(submit(1));
        world.fromClient(submit(2));

        JobRefused refused = world.last(JobRefused.class);
        assertEquals(job(2), refused.jobId());
        assertEquals("client-1", refused.client());
        assertEquals(Status.RESOURCE_EXHAUSTED, refused.status());
        assertEquals("the queue is full: 1 jobs wait", refused.reason());
    }

    /** Only of a full queue does the pace at which jobs end say when there is room. */
    @Test
    void shouldTellOfAFullQueueThePaceAndOfOtherBoundsTheShortestWait() {
        World world = new World(settings -> {
            settings.queueMax = 4;
            settings.jobsPerClientMax = 3;
        });
        for (int n = 1; n <= 3; n++) {
            world.fromClient(submitOf("greedy", n));
        }
        world.fromClient(submitOf("modest", 4));
        world.fromClient(submitOf("modest", 5));
        world.pass(1_000);
        world.forgetSent();

        world.fromClient(submitOf("modest", 5));
        assertEquals(1_000, world.one(Refused.class).retryAfterMs(), "nothing has ended in a second");
        world.fromClient(new Cancel(TraceContext.NONE, "modest", job(4)));
        world.forgetSent();
        world.fromClient(submitOf("greedy", 6));
        assertEquals(100, world.one(Refused.class).retryAfterMs());
    }

    @Test
    void shouldTellTheShortestWaitWhileItDrains() {
        World world = new World(settings -> settings.queueMax = 1);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.pass(1_000);
        world.core.drain();
        world.forgetSent();

        world.fromClient(submit(3));
        Refused refused = world.one(Refused.class);
        assertEquals(Status.UNAVAILABLE, refused.status());
        assertEquals(100, refused.retryAfterMs());
    }

    @Test
    void shouldTakeTheRefusedJobWhenItIsAskedAgainAndThereIsRoom() {
        World world = new World(settings -> settings.queueMax = 1);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.fromClient(new Cancel(TraceContext.NONE, "client-1", job(1)));
        world.forgetSent();

        world.fromClient(submit(2, 2, 9_000, 0, null));

        assertEquals(List.of(), world.all(Refused.class));
        assertEquals(1, world.core.openJobs());
    }

    @Test
    void shouldNotCountRunningJobsAsWaiting() {
        World world = new World(settings -> settings.queueMax = 1);
        world.calculator("c1", 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        world.fromClient(submit(3));
        assertEquals(List.of(), world.all(Refused.class));
        world.fromClient(submit(4));
        assertEquals(job(4), world.one(Refused.class).jobId());
    }

    @Test
    void shouldBoundTheJobsOfOneClientAndLeaveTheOthersAlone() {
        World world = new World(settings -> settings.jobsPerClientMax = 2);
        world.fromClient(submitOf("greedy", 1));
        world.fromClient(submitOf("greedy", 2));
        world.fromClient(submitOf("greedy", 3));
        world.fromClient(submitOf("modest", 4));

        Refused refused = world.one(Refused.class);
        assertEquals(job(3), refused.jobId());
        assertEquals("the client has 2 open jobs already", refused.reason());
        assertEquals(3, world.core.openJobs());
    }

    @Test
    void shouldGiveAClientItsPlacesBackOneByOne() {
        World world = new World(settings -> settings.jobsPerClientMax = 2);
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        c1.completes(c1.allAssigned().get(0).attempt());
        world.fromClient(submit(3));
        assertEquals(List.of(), world.all(Refused.class));
        world.fromClient(submit(4));
        assertEquals(job(4), world.one(Refused.class).jobId());
    }

    @Test
    void shouldTellAFullQueuesClientsToComeAtThePaceAtWhichJobsEnd() {
        World world = new World(settings -> settings.queueMax = 3);
        PlayedCalculator c1 = world.calculator("c1", 1);
        for (int n = 1; n <= 5; n++) {
            world.fromClient(submit(n)); // One runs, three wait, one is refused.
        }
        for (int n = 1; n <= 4; n++) {
            AttemptId attempt = c1.run();
            world.live(200, c1);
            c1.completes(attempt);
            world.fromClient(submit(10 + n));
        }
        world.live(200, c1);
        world.forgetSent();

        world.fromClient(submit(20));
        assertEquals(250.0, (double) world.one(Refused.class).retryAfterMs(), 1.0, "four have ended in a second");
    }

    @Test
    void shouldRefuseNewWorkWhenTheMemoryForAnswersIsFullAndForgetNone() {
        World world = new World(settings -> settings.replyCacheBytes = 1_000);
        world.calculator("c1", 1);
        int answered = 0;
        do {
            world.forgetSent();
            world.fromClient(submit(++answered));
            world.completed(world.one(Assign.class), "c1");
        } while (world.core.snapshot().answerBytes() < 1_000);

        world.forgetSent();
        world.fromClient(submit(answered + 1));
        assertEquals("the memory for answers is full", world.one(Refused.class).reason());
        for (int n = 1; n <= answered; n++) {
            world.fromClient(submit(n, 2, 5_000, 0, null));
            assertEquals(job(n), world.finished().jobId());
        }

        world.stopFor(10_500);
        world.fromClient(submit(answered + 1));
        assertEquals(List.of(), world.all(Refused.class), "the answers have expired");
    }

    @Test
    void shouldNotGrowWithCancelsOfJobsThatItDoesNotKnow() {
        World world = new World(settings -> settings.replyCacheBytes = 10_000);
        for (int n = 1; n <= 1_000; n++) {
            world.fromClient(new Cancel(TraceContext.NONE, "client-1", job(n)));
        }
        assertEquals(1_000, world.all(Finished.class).size());
        assertTrue(world.core.snapshot().answerBytes() < 11_000, () -> world.core.snapshot() + "");
    }

    @Test
    void shouldKnowSoManyCalculatorsAndNoMore() {
        World world = new World(settings -> settings.calculatorsMax = 2);
        world.calculator("c1", 1);
        world.calculator("c2", 1);
        world.heartbeat("c3", 1, 1, 0, 0, List.of());

        assertEquals(List.of(), world.all(HeartbeatAck.class));
        assertEquals(
                Ignored.TOO_MANY_CALCULATORS, world.last(MessageIgnored.class).why());
        assertEquals(2, world.core.snapshot().alive());
    }

    @Test
    void shouldKeepNothingOfCalculatorsThatNeverHeardIt() {
        World world = new World(settings -> settings.calculatorsMax = 1);
        for (int i = 0; i < 1_000; i++) {
            world.heartbeat("spoofed-" + i, 1, 1, 0, 0, List.of());
        }
        world.calculator("c1", 1);
        assertEquals(1, world.core.snapshot().alive());
        assertEquals(0, world.core.snapshot().suspect());
    }

    @Test
    void shouldDoABoundedAmountOfWorkAtATimeWhenManyDeadlinesAreDueAtOnce() {
        int jobs = 100_000;
        World world = new World(settings -> {
            settings.queueMax = jobs;
            settings.jobsPerClientMax = jobs;
            settings.replyCacheBytes = 1L << 40;
            settings.acceptedDelayMs = 20;
        });
        for (int n = 1; n <= jobs; n++) {
            world.fromClient(submit(n, 1, 1 + n % 1_000, 0, null));
        }
        world.facts.clear();
        world.stopFor(2_000);

        world.core.onDeadline(world.now, world);
        int first = world.facts.size();
        assertTrue(first > 0 && first <= 256, () -> "facts of one turn: " + first);
        assertTrue(world.core.nextDeadlineNanos() <= world.now, "there is more to do, after the next reads");

        while (world.core.nextDeadlineNanos() <= world.now) {
            int before = world.facts.size();
            world.core.onDeadline(world.now, world);
            assertTrue(world.facts.size() - before <= 256);
            world.forgetSent();
        }
        assertEquals(jobs, world.facts(JobFinished.class).size());
        assertEquals(0, world.core.openJobs());
        world.pass(12_000); // The answers expire.
        assertEquals(Long.MAX_VALUE, world.core.nextDeadlineNanos());
    }

    @Test
    void shouldDoNothingWhenCalledTooEarly() {
        World world = new World();
        world.fromClient(submit(1));
        int facts = world.facts.size();
        world.core.onDeadline(world.now + ms(4), world);
        assertEquals(facts, world.facts.size());
        assertEquals(List.of(), world.take(Finished.class, CLIENT));
    }
}
