package io.spoor.tests.scaling;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.tests.Checkout;
import io.spoor.tests.config.Committed;
import io.spoor.tests.scaling.ScalingRun.Fault;
import io.spoor.tests.scaling.ScalingRun.Load;
import io.spoor.tests.scaling.ScalingRun.Minute;
import io.spoor.tests.scaling.ScalingRun.Plan;
import io.spoor.tests.scaling.ScalingRun.Trouble;
import io.spoor.tests.scaling.ScalingRun.Without;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * How the pool follows the demand with the settings of components/keda. Jobs take 4.5 s on average, so that one job a second
 * keeps 4.5 calculators busy. The runs are also the tables of {@code docs/scaling.md}.
 */
class ScalingTest {
    private static final Path PAGE = Checkout.ROOT.resolve("docs/scaling.md");
    private static final long SEED = 1;
    private static final double BUSY_A_JOB = 4.5;
    private static final double SLEEP_MAX = 6;

    /** A pod on a node that is there and has the image; the rehearsal on one node saw about as much. */
    private static final int QUICK_START = 5;
    /** A pod that needs a new node. */
    private static final int SLOW_START = 60;

    private static final Trouble NONE = second -> Fault.NONE;
    private static final Load STEP = second -> second < 180 ? 1 : 5;

    private static final Map<String, ScalingRun> RUNS = new LinkedHashMap<>();

    private static ScalingRun play(
            String name, int minutes, Load load, int begin, int start, Trouble trouble, Without without) {
        ScalingRun run =
                ScalingRun.play(new Plan(minutes * 60, load, begin, start, trouble, Deployed.keda(), without), SEED);
        RUNS.put(name, run);
        return run;
    }

    private static ScalingRun play(String name, int minutes, Load load, int begin, int start, Trouble trouble) {
        return play(name, minutes, load, begin, start, trouble, Deployed.withoutFigures());
    }

    private static void assertAllWell(ScalingRun run) {
        assertAll(() -> assertEquals(run.jobs(), run.answeredOk()), () -> assertEquals(0, run.computedTwice()));
    }

    @Test
    void shouldFollowAStepWithinAMinute() {
        ScalingRun run = play("step", 15, STEP, 6, QUICK_START, NONE);

        assertAllWell(run);
        assertTrue(run.replicasAt(180 + 60) >= 5 * BUSY_A_JOB);
        assertEquals(0, run.minutes().get(180 / 60 + 1).queued());
        assertTrue(run.replicasAt(15 * 60) <= 2 * 5 * BUSY_A_JOB, () -> run.replicasAt(15 * 60) + " at the end");
    }

    @Test
    void shouldFollowAStepAlsoWhenCalculatorsStartSlowly() {
        ScalingRun run = play("slow", 12, STEP, 6, SLOW_START, NONE);

        assertAllWell(run);
        assertEquals(0, run.minutes().get(180 / 60 + 3).queued());
    }

    @Test
    void shouldShrinkSlowlyAndLoseNoJobByIt() {
        Load decay = second -> second < 120 ? 5 : second < 420 ? 5 - 4 * (second - 120) / 300.0 : 1;
        ScalingRun run = play("decay", 24, decay, 28, QUICK_START, NONE);

        assertAllWell(run);
        assertTrue(run.minutes().stream().skip(2).allMatch(it -> it.waitP95Seconds() < 1.5 * SLEEP_MAX));
        assertTrue(run.replicasAt(24 * 60) <= 3 * BUSY_A_JOB, () -> run.replicasAt(24 * 60) + " at the end");
    }

    @Test
    void shouldNotFlapWithTheLoad() {
        ScalingRun run = play("flapping", 16, second -> second / 60 % 2 == 0 ? 1 : 5, 6, QUICK_START, NONE);

        assertAllWell(run);
        assertTrue(run.turns() <= 4, () -> run.turns() + " turns in 16 changes of the load");
    }

    @Test
    void shouldStayWhereItIsWithoutFigures() {
        Trouble gone = second -> second >= 120 && second < 420 ? Fault.NO_FIGURES : Fault.NONE;
        ScalingRun run = play("missing", 12, second -> second < 180 ? 1 : 3, 6, QUICK_START, gone);

        assertAllWell(run);
        assertTrue(run.replicasMinFrom(120) >= run.replicasAt(120));
        assertEquals(Deployed.withoutFigures().replicas(), run.replicasAt(420 - 1));
        assertEquals(0, run.minutes().get(420 / 60 + 2).queued());
    }

    /** Why ignoreNullValues is "false". */
    @Test
    void wouldShrinkUnderLoadIfNoFiguresMeantNoDemand() {
        Trouble gone = second -> second >= 60 ? Fault.NO_FIGURES : Fault.NONE;
        ScalingRun run = play("zero", 16, second -> 3, 17, QUICK_START, gone, new Without(true, Integer.MAX_VALUE, 0));

        assertTrue(run.replicasAt(16 * 60) < 3 * BUSY_A_JOB, () -> run.replicasAt(16 * 60) + " calculators");
    }

    @Test
    void shouldNotShrinkWhenTheDispatcherStartsAgain() {
        Trouble killed = second -> second >= 180 && second < 184 ? Fault.NO_DISPATCHER : Fault.NONE;
        ScalingRun run = play("dispatcher", 8, second -> 3, 17, QUICK_START, killed);

        assertAllWell(run);
        assertTrue(run.replicasMinFrom(180) >= run.replicasAt(180) * 0.8);
    }

    /** Whatever ran in this class must be what the page shows. */
    @AfterAll
    static void shouldBeOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        for (Map.Entry<String, ScalingRun> run : RUNS.entrySet()) {
            String begin = "<!-- run " + run.getKey() + " -->\n";
            String end = "<!-- end -->\n";
            Pattern table = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL);
            assertTrue(page.contains(begin), () -> PAGE + " has no place for the run " + run.getKey());
            page = table.matcher(page)
                    .replaceFirst(Matcher.quoteReplacement(begin + "\n" + table(run.getValue()) + "\n" + end));
        }
        Committed.assertUpToDate(PAGE, page);
    }

    private static String table(ScalingRun run) {
        StringBuilder text =
                new StringBuilder("```\nminute  jobs/s  calculators  started  running  queued  answered in, p95\n");
        for (Minute it : run.minutes()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%6d  %6.1f  %11d  %7d  %7d  %6d  %14.1f s%n",
                    it.number(),
                    it.load(),
                    it.wanted(),
                    it.ready(),
                    it.running(),
                    it.queued(),
                    it.waitP95Seconds()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%d jobs, %d answered OK, %d computed twice; %d calculators at most%n```%n",
                        run.jobs(),
                        run.answeredOk(),
                        run.computedTwice(),
                        run.replicasMax()))
                .toString();
    }
}
