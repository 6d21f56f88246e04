package io.spoor.dispatcher.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    @Test
    void shouldBeginWithAllThatItMaySave() {
        assertEquals(20, spendAll(new RetryBudget(0.2, 20)));
    }

    @Test
    void shouldEarnAShareOfARetryByEachFirstAttempt() {
        RetryBudget budget = new RetryBudget(0.25, 20);
        spendAll(budget);
        earn(budget, 3);
        assertFalse(budget.spend());
        earn(budget, 1);
        assertTrue(budget.spend());
        assertFalse(budget.spend());
    }

    @Test
    void shouldSaveSoMuchAndNoMore() {
        RetryBudget budget = new RetryBudget(0.5, 3);
        earn(budget, 1_000);
        assertEquals(3, spendAll(budget));
    }

    @Test
    void shouldAllowNothingWithoutABudget() {
        RetryBudget budget = new RetryBudget(1, 0);
        earn(budget, 10);
        assertFalse(budget.spend());
    }

    private static void earn(RetryBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.earn();
        }
    }

    private static int spendAll(RetryBudget budget) {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }
}
