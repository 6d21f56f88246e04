package io.spoor.tests.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
    private final Autoscaler autoscaler = new Autoscaler(
            new Autoscaler.Settings(0.8, 2, 50, new Autoscaler.Pace(4, 100, 15), new Autoscaler.Pace(1, 10, 60), 300));

    private int desired(int atSeconds, double jobs, int present) {
        return autoscaler.desired(atSeconds, OptionalDouble.of(jobs), present);
    }

    @Test
    void shouldDivideTheJobsByTheTarget() {
        assertEquals(13, desired(0, 10, 10)); // 12.5
    }

    @Test
    void shouldDoNothingWithinTheTolerance() {
        assertEquals(10, desired(0, 8.7, 10));
        assertEquals(12, desired(15, 8.9, 10));
    }

    @Test
    void shouldChangeNothingWithoutFigures() {
        assertEquals(7, autoscaler.desired(0, OptionalDouble.empty(), 7));
    }

    @Test
    void shouldStayWithinItsBounds() {
        assertEquals(50, desired(0, 1_000, 49));
        assertEquals(2, desired(0, 0, 2));
    }

    @Test
    void shouldAtMostDoubleInAPeriodButAddFourAtLeast() {
        assertEquals(6, desired(0, 100, 2));
        assertEquals(6, desired(10, 100, 6)); // the four of this period have been added
        assertEquals(12, desired(15, 100, 6));
    }

    @Test
    void shouldGoDownOnlyToWhatWasWantedWithinTheWindow() {
        assertEquals(20, desired(0, 16, 20));
        assertEquals(20, desired(15, 8, 20));
        assertEquals(20, desired(285, 8, 20));
        assertEquals(18, desired(300, 8, 20)); // ten percent a minute
        assertEquals(18, desired(315, 8, 18));
        assertEquals(16, desired(360, 8, 18));
    }

    @Test
    void shouldBeSetTheSameWithAndWithoutKeda() {
        assertEquals(Deployed.keda(), Deployed.hpa());
    }
}
