package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.CLIENT;
import static io.spoor.dispatcher.core.World.ME;
import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.ms;
import static io.spoor.dispatcher.core.World.submit;
import static io.spoor.dispatcher.core.World.submitFor;
import static io.spoor.dispatcher.core.World.submitOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.Ignored;
import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.MessageIgnored;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.AssignRefused;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Fetch;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Message.Started;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Submit, poll and cancel: the same question gets the same reply, wherever and however often it is asked. */
class ClientQuestionsTest {
    private static final Endpoint MOVED = new Endpoint("10.0.0.2", 2);

    private final World world = new World();

    @Test
    void shouldTakeAJobOnceHoweverOftenItIsAsked() {
        PlayedCalculator c1 = world.calculator("c1", 4);
        world.fromClient(submit(1));
        world.fromClient(submit(1));
        world.fromClient(submit(1, 2, 9_900, 0, null));
        assertEquals(1, world.facts(JobAccepted.class).size());
        assertEquals(2, world.facts(JobAskedAgain.class).size());
        assertEquals(1, c1.assigned().attempt().number());
    }

    @Test
    void shouldSayAcceptedAgainWhenItIsAskedAgain() {
        world.fromClient(submit(1));
        world.fromClient(submit(1, 2, 9_900, 0, null));
        assertEquals(List.of(), world.all(Accepted.class), "the first is still waiting for a quick answer");
        world.pass(5);
        assertEquals(1, world.all(Accepted.class).size());
        world.fromClient(submit(1, 3, 9_800, 0, null));
        assertEquals(job(1), world.one(Accepted.class).jobId());
    }

    @Test
    void shouldAnswerWhereTheNewestAskingCameFrom() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        world.from(MOVED, submit(1, 3, 9_000, 0, null));
        world.fromClient(submit(1, 2, 9_500, 0, null)); // overtaken by the third
        world.forgetSent();
        c1.completes(new AttemptId(job(1), 1, ME));
        assertEquals(1, world.take(Finished.class, MOVED).size());
        assertEquals(List.of(), world.take(Finished.class, CLIENT));
    }

    @Test
    void shouldAnswerWhereTheNewestPollCameFrom() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        world.from(MOVED, poll(2, job(1)));
        world.fromClient(poll(1, job(1))); // overtaken by the second
        world.forgetSent();
        c1.completes(new AttemptId(job(1), 1, ME));
        assertEquals(1, world.take(Finished.class, MOVED).size());
    }

    @Test
    void shouldBringTheDeadlineForwardAndNeverPutItOff() {
        world.fromClient(submit(1, 1, 5_000, 0, null));
        world.pass(1_000);
        world.fromClient(submit(1, 2, 3_500, 0, null));
        world.fromClient(submit(1, 1, 5_000, 0, null)); // a copy that travelled for a second
        world.pass(3_499);
        assertEquals(List.of(), world.all(Finished.class));
        world.pass(1);
        assertEquals(Status.DEADLINE_EXCEEDED, world.finished().status());
    }

    @Test
    void shouldTellACalculatorTheTimeThatIsLeft() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1, 1, 3_000, 0, null));
        assertEquals(3_000, c1.assigned().timeoutMs());
        world.fromClient(submit(2, 1, 60_000, 0, null));
        assertEquals(5_000, c2.assigned().timeoutMs(), "one attempt's time is shorter than its job's");
    }

    @Test
    void shouldSayWhichPolledJobsItDoesNotKnow() {
        world.fromClient(submit(1));
        world.forgetSent();
        world.fromClient(poll(7, job(1), job(2)));
        PollAck ack = world.one(PollAck.class);
        assertEquals(7, ack.number());
        assertEquals(ME, ack.dispatcher());
        assertEquals(List.of(job(2)), ack.unknown());
    }

    @Test
    void shouldAnswerAPollWithWhatIsFinished() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt());
        world.forgetSent();
        world.from(MOVED, poll(1, job(1)));
        assertEquals(job(1), world.takeOne(Finished.class, MOVED).jobId());
        assertEquals(List.of(), world.takeOne(PollAck.class, MOVED).unknown());
    }

    @Test
    void shouldNotShowOneClientTheJobsOfAnother() {
        PlayedCalculator c1 = world.calculator("c1", 2);
        world.fromClient(submitOf("client-2", 1));
        world.fromClient(submitOf("client-2", 2));
        c1.completes(new AttemptId(job(2), 1, ME));
        world.forgetSent();

        world.from(MOVED, poll(1, job(1)));
        assertEquals(List.of(job(1)), world.one(PollAck.class).unknown());
        for (Message question : List.of(submit(1), submit(2), cancel(1), cancel(2))) {
            world.from(MOVED, question);
            Finished finished = world.takeOne(Finished.class, MOVED);
            assertEquals(Status.INVALID_ARGUMENT, finished.status(), question::toString);
            assertEquals("the jobId belongs to another client", finished.reason());
            assertEquals(Ignored.OTHER_CLIENT, world.last(MessageIgnored.class).why());
        }
        assertEquals(1, world.core.openJobs(), "nor can it end one");
        c1.completes(new AttemptId(job(1), 1, ME));
        assertEquals(1, world.take(Finished.class, CLIENT).size(), "nor does it move its address");
    }

    @Test
    void shouldEndAWaitingJobThatIsCancelled() {
        world.fromClient(submit(1));
        world.forgetSent();
        world.from(MOVED, cancel(1));
        Finished finished = world.takeOne(Finished.class, MOVED);
        assertEquals(Status.CANCELLED, finished.status());
        assertEquals("cancelled by the client", finished.reason());
        assertEquals(0, world.core.snapshot().queued());
        world.fromClient(cancel(1));
        assertEquals(finished, world.finished(), "asked again, answered the same");
        assertEquals(1, world.facts(JobFinished.class).size());
    }

    @Test
    void shouldStopARunningJobThatIsCancelled() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        AttemptId attempt = c1.run();
        world.fromClient(cancel(1));
        assertEquals(attempt, c1.cancels().get(0).attempt());
        assertEquals(1, world.core.snapshot().slotsTaken(), "its slot is taken until it has stopped");

        c1.completes(attempt, Status.CANCELLED);

        assertEquals(0, world.core.snapshot().slotsTaken());
        assertEquals(1, world.facts(JobFinished.class).size());
    }

    @Test
    void shouldNotRunAJobThatWasCancelledBeforeItCame() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(cancel(1));
        assertEquals(Status.CANCELLED, world.finished().status());
        world.fromClient(submit(1));
        assertEquals(Status.CANCELLED, world.finished().status());
        assertEquals(List.of(), c1.allAssigned());
    }

    @Test
    void shouldAnswerACancelThatComesTooLateWithTheOutcome() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt());
        world.forgetSent();
        world.fromClient(cancel(1));
        assertEquals(Status.OK, world.finished().status());
    }

    @Test
    void shouldRunJobsOfTheSameClientInTheirOrder() {
        world.fromClient(submit(3));
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        PlayedCalculator c1 = world.calculator("c1", 3);
        assertEquals(
                List.of(job(3), job(1), job(2)),
                c1.allAssigned().stream()
                        .map(assign -> assign.attempt().jobId())
                        .toList());
    }

    @Test
    void shouldTakeNoNewJobsWhileItDrainsAndEndThoseItHas() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        world.core.drain();
        world.fromClient(submit(2));
        Refused refused = world.one(Refused.class);
        assertEquals(Status.UNAVAILABLE, refused.status());
        assertEquals("the dispatcher is draining", refused.reason());
        c1.completes(new AttemptId(job(1), 1, ME));
        assertEquals(Status.OK, world.finished().status());
        assertEquals(0, world.core.openJobs());
    }

    @Test
    void shouldSayWithAcceptedThatNobodyOffersTheFunctionYet() {
        world.fromClient(submitFor("nobody-offers-it", 71));
        world.pass(20);
        assertEquals(
                "no calculator offers 'nobody-offers-it' yet",
                world.one(Accepted.class).reason());

        world.calculator("c1", 1);
        world.fromClient(submit(72));
        world.pass(20);
        assertNull(world.one(Accepted.class).reason(), "it is being computed");
    }

    @Test
    void shouldIgnoreWhatOnlyADispatcherSays() {
        AttemptId attempt = new AttemptId(job(1), 1, ME);
        List<Message> wrong = List.of(
                new Accepted(TraceContext.NONE, ME, job(1)),
                new Finished(TraceContext.NONE, ME, job(1), Status.OK, RawJson.NULL, null, 1, "c1"),
                new Refused(TraceContext.NONE, ME, job(1), Status.RESOURCE_EXHAUSTED, "no", 100),
                new PollAck(TraceContext.NONE, ME, 1, List.of()),
                new Assign(TraceContext.NONE, null, attempt, 1, "sleep", RawJson.NULL, 1_000),
                new CancelAttempt(TraceContext.NONE, attempt),
                new Fetch(TraceContext.NONE, attempt),
                new HeartbeatAck(TraceContext.NONE, ME, 1, 1, 0, 1));
        for (Message message : wrong) {
            world.fromClient(message);
            MessageIgnored ignored = world.last(MessageIgnored.class);
            assertEquals(Ignored.WRONG_ROLE, ignored.why());
            assertEquals(message.type(), ignored.type());
        }
        assertEquals(List.of(), world.sent(), "and nobody is answered");
    }

    @Test
    void shouldIgnoreRepliesOfNobodyAndToNothing() {
        AttemptId attempt = new AttemptId(job(1), 1, ME);
        ignores(new Started(TraceContext.NONE, "nobody", attempt), Ignored.UNKNOWN_CALCULATOR);
        ignores(
                new Completed(TraceContext.NONE, "nobody", attempt, Status.OK, RawJson.NULL, null),
                Ignored.UNKNOWN_CALCULATOR);
        ignores(
                new AssignRefused(TraceContext.NONE, "nobody", attempt, Status.UNAVAILABLE, "no"),
                Ignored.UNKNOWN_CALCULATOR);
        world.calculator("c1", 1);
        ignores(new Started(TraceContext.NONE, "c1", attempt), Ignored.UNKNOWN_ATTEMPT);
        ignores(
                new Completed(TraceContext.NONE, "c1", attempt, Status.OK, RawJson.NULL, null),
                Ignored.UNKNOWN_ATTEMPT);
        ignores(new AssignRefused(TraceContext.NONE, "c1", attempt, Status.UNAVAILABLE, "no"), Ignored.UNKNOWN_ATTEMPT);
    }

    @Test
    void shouldTakeAReplyFromWhereverItComes() {
        world.calculator("c1", 1);
        world.fromClient(submit(1));
        AttemptId attempt = new AttemptId(job(1), 1, ME);
        world.from(MOVED, new Completed(TraceContext.NONE, "c1", attempt, Status.OK, RawJson.of("4"), null));
        assertEquals(Status.OK, world.take(Finished.class, CLIENT).get(0).status());
    }

    @Test
    void shouldTellHowLongAJobTook() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        world.live(300, c1);
        c1.completes(new AttemptId(job(1), 1, ME));
        assertEquals(ms(300), world.last(JobFinished.class).elapsedNanos());
        assertTrue(world.core.snapshot().answerBytes() > 0);
    }

    private void ignores(Message message, Ignored why) {
        world.fromClient(message);
        assertEquals(why, world.last(MessageIgnored.class).why());
        assertEquals(List.of(), world.sent());
    }

    private static Poll poll(long number, JobId... jobs) {
        return new Poll(TraceContext.NONE, "client-1", number, List.of(jobs));
    }

    private static Cancel cancel(int n) {
        return new Cancel(TraceContext.NONE, "client-1", job(n));
    }
}
