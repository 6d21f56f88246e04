package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadBalancerTest {
    private final LoadBalancer balancer = new LoadBalancer();

    @Test
    void shouldTakeTheOneThatWaitsLongest() {
        Calculator c1 = listed("c1", "sleep");
        Calculator c2 = listed("c2", "sleep");
        assertEquals(c1, balancer.first("sleep"));
        balancer.rotate("sleep", c1);
        assertEquals(c2, balancer.first("sleep"));
        balancer.rotate("sleep", c2);
        assertEquals(c1, balancer.first("sleep"));
    }

    @Test
    void shouldKeepThePlaceOfACalculatorThatOnlySpeaks() {
        Calculator c1 = listed("c1", "sleep");
        listed("c2", "sleep");
        balancer.update(c1);
        assertEquals(c1, balancer.first("sleep"));
    }

    @Test
    void shouldPassOverWhoeverIsFull() {
        Calculator c1 = listed("c1", "sleep");
        c1.countOthers(1);
        balancer.update(c1);
        assertNull(balancer.first("sleep"));
        assertEquals(Set.of(c1), balancer.serving("sleep"), "busy, but it serves");
        c1.countOthers(0);
        balancer.update(c1);
        assertEquals(c1, balancer.first("sleep"));
    }

    @Test
    void shouldPassOverWhoeverIsClosed() {
        Calculator c1 = listed("c1", "sleep");
        c1.close();
        balancer.update(c1);
        assertNull(balancer.first("sleep"));
    }

    @Test
    void shouldNotServeWithTheSilentAndTheLeaving() {
        Calculator silent = listed("c1", "sleep");
        Calculator leaving = listed("c2", "sleep");
        silent.liveness = Liveness.SUSPECT;
        leaving.markDraining();
        balancer.update(silent);
        balancer.update(leaving);
        assertEquals(Set.of(), balancer.serving("sleep"));
        assertTrue(balancer.isOffered("sleep"));
        assertFalse(balancer.isAnyServing());
    }

    @Test
    void shouldFollowWhatACalculatorOffers() {
        Calculator c1 = listed("c1", "sleep", "cube");
        assertEquals(Set.of("sleep", "cube"), balancer.update(c1));
        c1.markNotFound("cube");
        assertEquals(Set.of("sleep", "cube"), balancer.update(c1), "cubes have changed, too");
        assertNull(balancer.first("cube"));
        assertFalse(balancer.isOffered("cube"));
        assertEquals(c1, balancer.first("sleep"));
    }

    @Test
    void shouldCountWhoOffersAFunction() {
        Calculator c1 = listed("c1", "sleep");
        Calculator c2 = listed("c2", "sleep");
        balancer.update(c2);
        balancer.remove(c1);
        assertTrue(balancer.isOffered("sleep"));
        balancer.remove(c2);
        balancer.remove(c2);
        assertFalse(balancer.isOffered("sleep"));
        assertFalse(balancer.isAnyServing());
        assertNull(balancer.first("sleep"));
    }

    private Calculator listed(String name, String... functions) {
        Calculator calculator = Parts.calculator(name, 1, functions);
        balancer.update(calculator);
        return calculator;
    }
}
