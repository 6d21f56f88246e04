package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.Parts.alone;
import static io.spoor.dispatcher.core.Parts.job;
import static io.spoor.dispatcher.core.Parts.tried;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobQueueTest {
    private final JobQueue queue = new JobQueue(0);

    @Test
    void shouldBeAFifoForOneClient() {
        List<Job> jobs = added(job(1), job(2), job(3));
        assertEquals(jobs, pollAll("c1"));
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldTakeClientsInTurn() {
        List<Job> greedy = new ArrayList<>();
        for (int n = 1; n <= 1_000; n++) {
            greedy.add(job("greedy", n));
        }
        greedy.forEach(queue::add);
        List<Job> modest = added(job("modest", 2_001), job("modest", 2_002));

        List<Job> order = pollAll("c1");

        assertEquals(
                List.of(greedy.get(0), modest.get(0), greedy.get(1), modest.get(1), greedy.get(2)),
                order.subList(0, 5));
        assertEquals(1_002, order.size());
    }

    @Test
    void shouldCountAJobsPlaceAmongThoseOfItsClient() {
        assertEquals(1, queue.add(job("greedy", 1)));
        assertEquals(2, queue.add(job("greedy", 2)));
        assertEquals(1, queue.add(job("modest", 3)));
        assertEquals(1, queue.add(tried(4, "c9")));
        assertEquals(4, queue.size());
    }

    @Test
    void shouldLetTriedJobsGoFirst() {
        Job fresh = job(1);
        Job tried = tried(2, "c9");
        added(fresh, tried);
        assertEquals(List.of(tried, fresh), pollAll("c1"));
    }

    @Test
    void shouldNotGiveAJobToWhoFailedItUnlessNobodyElseIsLeft() {
        Job tried = tried(1, "c1");
        added(tried);
        assertNull(queue.poll("c1", false));
        assertEquals(1, queue.size());
        assertSame(tried, queue.poll("c1", true));
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldPreferFreshJobsToThoseItFailedItself() {
        Job own = tried(1, "c1");
        Job fresh = job(2);
        added(own, fresh);
        assertSame(fresh, queue.poll("c1", true));
        assertSame(own, queue.poll("c1", true));
    }

    @Test
    void shouldFindTheJobsOfOthersBehindItsOwn() {
        Job own = tried(1, "c1");
        Job others = tried(2, "c2");
        added(own, others);
        assertSame(others, queue.poll("c1", false));
        assertNull(queue.poll("c1", false));
    }

    @Test
    void shouldTakeTheCalculatorsThatFailedJobsInTurn() {
        Job a1 = tried(1, "c1");
        Job a2 = tried(2, "c1");
        Job b1 = tried(3, "c2");
        added(a1, a2, b1);
        assertEquals(List.of(a1, b1, a2), pollAll("c3"));
    }

    @Test
    void shouldGiveAJobThatAvoidsNobodyToAnybody() {
        Job anyones = tried(1, JobQueue.NOBODY);
        added(anyones);
        assertSame(anyones, queue.poll("c1", false));
    }

    @Test
    void shouldKeepJobsThatRunAloneApart() {
        Job alone = alone(1);
        Job shared = job(2);
        added(alone, shared);
        assertTrue(queue.hasSharing());
        assertSame(alone, queue.peekAlone());
        assertSame(shared, queue.poll("c1", true));
        assertNull(queue.poll("c1", true));
        assertFalse(queue.hasSharing());
        assertEquals(1, queue.size());
        queue.remove(alone);
        assertNull(queue.peekAlone());
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldGiveUpAJobFromTheMiddle() {
        List<Job> jobs = added(job(1), job(2), job(3));
        queue.remove(jobs.get(1));
        queue.remove(jobs.get(1));
        assertEquals(2, queue.size());
        assertEquals(List.of(jobs.get(0), jobs.get(2)), pollAll("c1"));
    }

    @Test
    void shouldBeEmptyWhenTheLastOfEachKindIsRemoved() {
        List<Job> jobs = added(job(1), tried(2, "c1"), alone(3));
        jobs.forEach(queue::remove);
        assertTrue(queue.isEmpty());
        assertFalse(queue.hasSharing());
        assertNull(queue.poll("c2", true));
    }

    private List<Job> added(Job... jobs) {
        for (Job job : jobs) {
            queue.add(job);
        }
        return List.of(jobs);
    }

    private List<Job> pollAll(String calculator) {
        List<Job> all = new ArrayList<>();
        for (Job job = queue.poll(calculator, false); job != null; job = queue.poll(calculator, false)) {
            all.add(job);
        }
        return all;
    }
}
