package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DispatcherSnapshotTest {
    private final World world = new World();

    @Test
    void shouldCountTheWorkWhereThereAreNoSlots() {
        assertEquals(0, world.core.snapshot().demand());
        world.fromClient(submit(1));
        world.fromClient(submit(2));
        assertEquals(2, world.core.snapshot().demand());
    }

    @Test
    void shouldCompareTheWorkWithTheSlotsOfAllCalculators() {
        world.calculator("c1", 3);
        world.calculator("c2", 1);
        assertEquals(4, world.core.snapshot().slots());
        assertEquals(0, world.core.snapshot().demand());
        for (int n = 1; n <= 3; n++) {
            world.fromClient(submit(n));
        }
        assertEquals(0.75, world.core.snapshot().demand());
        for (int n = 4; n <= 6; n++) {
            world.fromClient(submit(n));
        }
        assertEquals(4, world.core.snapshot().slotsTaken());
        assertEquals(1.5, world.core.snapshot().demand());
        assertEquals(0, world.core.stalledJobs());
    }
}
