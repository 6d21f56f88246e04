package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FifoScheduleTest {
    @Test
    void shouldGiveEachJobToTheCalculatorThatIsFreeFirst() {
        // A: 3, then 4 until 7. B: 5, then 2 until 7.
        FifoSchedule schedule = FifoSchedule.of(List.of(3L, 5L, 4L, 2L), 2);
        assertEquals(7, schedule.makespanMs());
        assertEquals(7, schedule.minimalMs());
    }

    @Test
    void shouldNotEndBeforeTheLongestJob() {
        assertEquals(9, FifoSchedule.of(List.of(9L, 1L), 2).minimalMs());
    }

    @Test
    void shouldSeeWhatTheOrderCosts() {
        FifoSchedule schedule = FifoSchedule.of(List.of(1L, 1L, 4L), 2);
        assertEquals(4, schedule.minimalMs());
        assertEquals(5, schedule.makespanMs());
    }
}
