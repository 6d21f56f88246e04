package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static io.spoor.dispatcher.core.World.submitFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job whose function nobody offers. */
class NotFoundTest {
    private final World world = new World();

    @Test
    void shouldSayNotFoundAfterAWhileWhenOthersLive() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submitFor("slep", 1));
        world.live(4_900, c1);
        assertEquals(List.of(), world.all(Finished.class));
        world.live(100, c1);

        Finished finished = world.finished();
        assertEquals(Status.NOT_FOUND, finished.status());
        assertEquals("no calculator offers 'slep'", finished.reason());
    }

    @Test
    void shouldWaitUntilTheDeadlineWhenNobodyLives() {
        world.fromClient(submit(1, 1, 20_000, 0, null));
        world.pass(19_999);
        assertEquals(List.of(), world.all(Finished.class), "they may all be starting");
        world.pass(1);
        assertEquals(Status.DEADLINE_EXCEEDED, world.finished().status());
    }

    @Test
    void shouldRunTheJobWhenACalculatorComesInTime() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submitFor("cube", 1));
        world.live(4_000, c1);
        PlayedCalculator c2 = new PlayedCalculator(world, "c2", 1);
        c2.functions = List.of("cube");
        c2.join();
        assertEquals(job(1), c2.assigned().attempt().jobId());
        world.live(2_000, c1, c2);
        assertEquals(List.of(), world.all(Finished.class));
    }

    @Test
    void shouldWaitForACalculatorThatIsOnlyDead() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = new PlayedCalculator(world, "c2", 1);
        c2.functions = List.of("cube");
        c2.join();
        world.live(1_000, c1); // c2 is DEAD, and not forgotten.
        world.fromClient(submitFor("cube", 1));
        world.live(6_000, c1);
        assertEquals(List.of(), world.all(Finished.class));
    }

    @Test
    void shouldSayNotFoundWhenItsCalculatorDoesNotKnowItEither() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.refuses(c1.assigned().attempt(), Status.NOT_FOUND);
        c1.functions = List.of("cube");
        world.live(5_000, c1);
        assertEquals(Status.NOT_FOUND, world.finished().status());
    }

    @Test
    void shouldSayNotFoundAlsoOfAJobThatCameWhileItsFunctionWasServed() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = new PlayedCalculator(world, "c2", 1);
        c2.functions = List.of("cube");
        c2.join();
        world.fromClient(World.submit("client-1", "cube", 1, 1, 60_000, 0, 0, null));
        c2.run();
        world.fromClient(World.submit("client-1", "cube", 2, 1, 60_000, 0, 0, null)); // waits
        world.live(1_000, c1, c2);
        c2.functions = List.of("square");
        c2.beat();
        world.forgetSent();
        world.live(4_900, c1, c2);
        assertEquals(List.of(), world.all(Finished.class));
        world.live(200, c1, c2);
        assertEquals(job(2), world.finished().jobId());
    }

    @Test
    void shouldCountTheTimeAnewWhenSomebodyOfferedItInBetween() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        PlayedCalculator c2 = world.calculator("c2", 1);
        c2.othersBusy = 1;
        c2.beat();
        world.fromClient(World.submit("client-1", "cube", 1, 1, 60_000, 0, 0, null));
        world.live(4_000, c1, c2);
        c2.functions = List.of("cube");
        c2.beat();
        world.live(500, c1, c2);
        c2.functions = List.of("sleep");
        c2.beat();
        world.live(4_900, c1, c2);
        assertEquals(List.of(), world.all(Finished.class));
        world.live(200, c1, c2);
        assertEquals(Status.NOT_FOUND, world.finished().status());
    }

    @Test
    void shouldEndABoundedNumberOfJobsAtATime() {
        World wide = new World(settings -> settings.jobsPerClientMax = 1_000);
        PlayedCalculator c1 = wide.calculator("c1", 1);
        for (int n = 1; n <= 200; n++) {
            wide.fromClient(submitFor("slep", n));
        }
        wide.live(4_900, c1);
        wide.forgetSent();
        wide.now += World.ms(200);
        wide.core.onDeadline(wide.now, wide);
        int first = wide.all(Finished.class).size();
        assertTrue(first > 0 && first < 200, () -> first + " at once");
        wide.live(100, c1);
        assertEquals(200 - first, wide.all(Finished.class).size());
    }

    @Test
    void shouldFollowTheFunctionsOfTheNewestHeartbeat() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        c1.functions = List.of("cube");
        c1.beat();
        world.fromClient(submit(1));
        assertEquals(List.of(), world.all(Assign.class));
        c1.functions = List.of("cube", "sleep");
        c1.beat();
        assertEquals(job(1), c1.assigned().attempt().jobId());
    }

    @Test
    void shouldNotLookForACalculatorAllTheTimeWhenItMayNotWait() {
        World impatient = new World(settings -> settings.notFoundAfterMs = 0);
        impatient.fromClient(submit(1));
        impatient.core.onDeadline(impatient.now, impatient);
        assertTrue(impatient.core.nextDeadlineNanos() > impatient.now);

        PlayedCalculator c1 = impatient.calculator("c1", 1);
        c1.completes(c1.assigned().attempt());
        impatient.forgetSent();
        impatient.fromClient(submitFor("slep", 2));
        impatient.core.onDeadline(impatient.now, impatient);
        assertEquals(Status.NOT_FOUND, impatient.finished().status());
    }
}
