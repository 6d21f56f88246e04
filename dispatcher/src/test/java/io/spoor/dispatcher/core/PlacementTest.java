package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private final World world = new World();
    private final Placement placement = new Placement();
    private final List<String> placed = new ArrayList<>();

    @Test
    void shouldPlaceNothingWithoutAPartner() {
        placement.enqueue(Parts.job(1));
        pump();
        assertEquals(List.of(), placed);
        assertEquals(1, placement.queued());
    }

    @Test
    void shouldPlaceJobsAsSlotsAppear() {
        placement.enqueue(Parts.job(1));
        placement.enqueue(Parts.job(2));
        placement.enqueue(Parts.job(3));
        listed("c1", 2);
        pump();
        assertEquals(List.of("1 on c1", "2 on c1"), placed);
        assertEquals(1, placement.queued());
        listed("c2", 1);
        pump();
        assertEquals(List.of("1 on c1", "2 on c1", "3 on c2"), placed);
        assertEquals(0, placement.queued());
    }

    @Test
    void shouldNoticeAJobThatWaitsBesideAFreeSlot() {
        Calculator calculator = Parts.calculator("c1", 1, "sleep");
        placement.enqueue(Parts.job(1));
        assertEquals(0, placement.stalled(List.of()));

        assertEquals(1, placement.stalled(List.of(calculator)), "nobody has told of the calculator");

        placement.update(calculator);
        pump();
        assertEquals(0, placement.stalled(List.of(calculator)));
    }

    @Test
    void shouldNotTakeAJobThatWaitsForAnotherCalculatorForStalled() {
        List<Calculator> both = List.of(listed("c1", 1), listed("c2", 0));
        placement.enqueue(Parts.tried(1, "c1"));
        pump();
        assertEquals(1, placement.queued());
        assertEquals(0, placement.stalled(both));
    }

    @Test
    void shouldTakeAJobForStalledThatOnlyItsLastCalculatorCouldTake() {
        placement.enqueue(Parts.tried(1, "c1"));
        Calculator c1 = Parts.calculator("c1", 1, "sleep");
        assertEquals(1, placement.stalled(List.of(c1)));
        assertEquals(1, placement.stalled(List.of(c1, Parts.calculator("c2", 0, "other"))));
        Calculator silent = Parts.calculator("c3", 1, "sleep");
        silent.liveness = Liveness.DEAD;
        assertEquals(1, placement.stalled(List.of(c1, silent)));
    }

    @Test
    void shouldNotTakeAJobThatNobodyOffersForStalled() {
        placement.enqueue(Parts.job(1));
        assertEquals(0, placement.stalled(List.of(Parts.calculator("c1", 1, "other"))));
    }

    @Test
    void shouldSayWhichPlaceInTheQueueAJobHas() {
        assertEquals(1, placement.enqueue(Parts.job(1)));
        assertEquals(2, placement.enqueue(Parts.job(2)));
    }

    @Test
    void shouldNotPlaceWhatWasRemoved() {
        Job job = Parts.job(1);
        placement.enqueue(job);
        placement.remove(job);
        placement.remove(job);
        listed("c1", 1);
        pump();
        assertEquals(List.of(), placed);
        assertEquals(0, placement.queued());
    }

    @Test
    void shouldGiveATriedJobToAnotherCalculatorAlsoWhenItsOwnIsFirst() {
        listed("c1", 1);
        listed("c2", 1);
        placement.enqueue(Parts.tried(1, "c1"));
        pump();
        assertEquals(List.of("1 on c2"), placed);
    }

    @Test
    void shouldNotLetATriedJobBlockFreshOnes() {
        listed("c1", 2);
        listed("c2", 0);
        placement.enqueue(Parts.tried(1, "c1"));
        placement.enqueue(Parts.job(2));
        pump();
        assertEquals(List.of("2 on c1"), placed);
    }

    @Test
    void shouldGiveATriedJobBackWhenTheOtherCalculatorIsGone() {
        listed("c1", 1);
        Calculator other = listed("c2", 0);
        placement.enqueue(Parts.tried(1, "c1"));
        pump();
        assertEquals(List.of(), placed);
        other.liveness = Liveness.DEAD;
        placement.update(other);
        pump();
        assertEquals(List.of("1 on c1"), placed);
    }

    @Test
    void shouldReserveTheEmptiestCalculatorForAJobAlone() {
        Calculator busy = listed("c1", 4);
        Calculator lessBusy = listed("c2", 4);
        occupy(busy, 2);
        occupy(lessBusy, 1);
        Job alone = Parts.alone(1);
        placement.enqueue(alone);
        placement.enqueue(Parts.job(2));
        pump();
        assertSame(lessBusy, alone.reserved);
        assertEquals(List.of("2 on c1"), placed, "nothing new for the one that is to become empty");

        occupy(lessBusy, 0);
        pump();
        assertEquals(List.of("2 on c1", "1 on c2"), placed);
        placement.enqueue(Parts.job(3));
        placement.enqueue(Parts.job(4));
        pump();
        assertEquals(List.of("2 on c1", "1 on c2", "3 on c1"), placed, "one slot of c1, and none beside the job alone");

        placement.release(alone);
        pump();
        assertEquals("4 on c2", placed.get(3));
        assertNull(lessBusy.reservedFor);
    }

    @Test
    void shouldChooseAnotherWhenTheReservedOneFallsSilent() {
        Calculator first = listed("c1", 2);
        Calculator second = listed("c2", 2);
        occupy(first, 1);
        occupy(second, 2);
        Job alone = Parts.alone(1);
        placement.enqueue(alone);
        pump();
        assertSame(first, alone.reserved);
        first.liveness = Liveness.SUSPECT;
        placement.update(first);
        pump();
        assertSame(second, alone.reserved);
        assertNull(first.reservedFor);
    }

    /** Found by the simulation: the job behind kept its reservation, and the one before it was allowed none. */
    @Test
    void shouldNotLetTwoJobsAloneWaitForEachOther() {
        Calculator calculator = listed("c1", 2);
        occupy(calculator, 1);
        occupy(listed("c2", 2), 2);
        Job first = Parts.alone(1);
        Job second = Parts.alone(2);
        placement.enqueue(first);
        placement.enqueue(second);
        pump();
        assertSame(calculator, first.reserved);

        placement.remove(first);
        placement.enqueue(first);
        occupy(calculator, 0);
        pump();

        assertEquals(List.of("2 on c1"), placed);
    }

    @Test
    void shouldNotReserveOneCalculatorForTwoJobs() {
        Calculator only = listed("c1", 2);
        occupy(only, 1);
        Job first = Parts.alone(1);
        Job second = Parts.alone(2);
        placement.enqueue(first);
        placement.enqueue(second);
        pump();
        occupy(only, 0);
        pump();
        assertEquals(List.of("1 on c1"), placed);
        assertNull(second.reserved);
        placement.release(first);
        only.release(heldBy(only));
        placement.update(only);
        pump();
        assertEquals(List.of("1 on c1", "2 on c1"), placed);
    }

    @Test
    void shouldLeaveACalculatorToJobsThatShare() {
        listed("c1", 1);
        listed("c2", 1);
        Job first = Parts.alone(1);
        Job second = Parts.alone(2);
        placement.enqueue(first);
        placement.enqueue(second);
        placement.enqueue(Parts.job(3));
        pump();
        assertEquals(List.of("1 on c1", "3 on c2"), placed);

        Calculator c1 = first.reserved;
        assertNotNull(c1);
        placement.release(first);
        c1.release(heldBy(c1));
        placement.update(c1);
        pump();
        assertEquals("2 on c1", placed.get(2));
    }

    @Test
    void shouldReserveForAsManyJobsAloneAsLeaveOneCalculatorToTheOthers() {
        List<Calculator> three = List.of(listedForBoth("c1"), listedForBoth("c2"), listedForBoth("c3"));
        three.forEach(calculator -> occupy(calculator, 1));
        List<Job> alone = List.of(Parts.alone(1), Parts.alone("cube", 2));
        alone.forEach(placement::enqueue);
        pump();
        assertEquals(2, alone.stream().filter(job -> job.reserved != null).count());

        three.get(2).liveness = Liveness.DEAD;
        placement.update(three.get(2));
        alone.forEach(placement::release);
        pump();
        assertEquals(1, alone.stream().filter(job -> job.reserved != null).count());
    }

    @Test
    void shouldPreferAnotherCalculatorForAJobAloneToTheOneThatFailedIt() {
        listed("c1", 1);
        Calculator other = listed("c2", 1);
        occupy(other, 1);
        Job alone = Parts.alone(1);
        alone.avoid = "c1";
        placement.enqueue(alone);
        pump();
        assertSame(other, alone.reserved);
    }

    @Test
    void shouldLetFunctionsTakeTurnsThatShareSlots() {
        Calculator calculator = Parts.calculator("c1", 1, "sleep", "cube");
        placement.update(calculator);
        for (int n = 1; n <= 3; n++) {
            placement.enqueue(Parts.job(n));
            placement.enqueue(Parts.jobFor("cube", 10 + n));
        }
        for (int i = 0; i < 6; i++) {
            pump();
            calculator.release(heldBy(calculator));
            placement.update(calculator);
        }
        assertEquals(List.of("1 on c1", "11 on c1", "2 on c1", "12 on c1", "3 on c1", "13 on c1"), placed);
    }

    @Test
    void shouldKnowWhoServes() {
        assertFalse(placement.isServed("sleep"));
        assertTrue(placement.mayBeServed("sleep"), "they may all be starting");
        Calculator c1 = listed("c1", 0);
        assertTrue(placement.isServed("sleep"), "busy, but alive");
        assertFalse(placement.mayBeServed("cube"), "others live, and none offers it");
        c1.liveness = Liveness.DEAD;
        placement.update(c1);
        assertFalse(placement.isServed("sleep"));
        listed("c2", 1, "cube");
        assertTrue(placement.mayBeServed("sleep"), "c1 may come back");
        placement.forget(c1);
        assertFalse(placement.mayBeServed("sleep"));
    }

    private Calculator listedForBoth(String name) {
        Calculator calculator = Parts.calculator(name, 2, "sleep", "cube");
        placement.update(calculator);
        return calculator;
    }

    private Calculator listed(String name, int slots) {
        return listed(name, slots, "sleep");
    }

    private Calculator listed(String name, int slots, String function) {
        Calculator calculator = Parts.calculator(name, slots, function);
        placement.update(calculator);
        return calculator;
    }

    private void occupy(Calculator calculator, int slots) {
        calculator.countOthers(slots);
        placement.update(calculator);
    }

    private static Attempt heldBy(Calculator calculator) {
        return calculator.held().get(0);
    }

    private void pump() {
        placement.pump(new Noted(), world.now, world);
    }

    /** Notes what is placed, and turns nothing down. */
    private final class Noted implements Placement.Assigner {
        @Override
        public void begin(Job job, Calculator calculator, long now, Output<DispatcherEvent> out) {
            calculator.hold(new Attempt(new AttemptId(job.id, 1, World.ME), job, calculator, now));
            placed.add(job.id.low() + " on " + calculator.identity);
        }

        @Override
        public boolean isTurnedDown(Job job, long now, Output<DispatcherEvent> out) {
            return false;
        }

        @Override
        public void onChanged(String function, boolean isStarved, long now) {}
    }
}
