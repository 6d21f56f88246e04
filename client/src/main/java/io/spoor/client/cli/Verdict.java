package io.spoor.client.cli;

import io.spoor.client.load.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a workload went well, as its caller has asked.
 *
 * @param failAbovePercent share of the jobs that may fail or stay unanswered; empty: none may
 * @param p99Ms longest 99th percentile of the time to OK; empty: any
 */
record Verdict(Optional<Double> failAbovePercent, Optional<Double> p99Ms) {
    private static final double MICROS_PER_MS = 1_000;
    private static final int P99 = 99;
    private static final int ALL_PERCENT = 100;

    /** Any failure counts, and no time does. */
    static final Verdict STRICT = new Verdict(Optional.empty(), Optional.empty());

    /** @throws UserError if the text is no share, such as {@code 1%} or {@code 0.5} */
    static double percent(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            double percent = Double.parseDouble(number);
            if (percent >= 0 && percent <= ALL_PERCENT) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UserError("--fail-above is a share from 0% to 100%, not \"" + text + "\"");
    }

    /** Which thresholds were not kept, a line for each. */
    List<String> broken(Statistics statistics) {
        List<String> broken = new ArrayList<>();
        long bad = statistics.failed() + statistics.unanswered() + statistics.open();
        double share = statistics.sent() == 0 ? 0 : (double) ALL_PERCENT * bad / statistics.sent();
        if (failAbovePercent.isPresent() && share > failAbovePercent.get()) {
            broken.add(String.format(
                    Locale.ROOT,
                    "threshold broken: %d of %d jobs failed or stayed unanswered (%.2f %%), --fail-above accepts %s %%",
                    bad,
                    statistics.sent(),
                    share,
                    plain(failAbovePercent.get())));
        }
        if (p99Ms.isPresent()) {
            long micros = statistics.latencyMicros().getValueAtPercentile(P99);
            if (statistics.ok() == 0) {
                broken.add("threshold broken: no job ended OK, so there is no p99");
            } else if (micros / MICROS_PER_MS > p99Ms.get()) {
                broken.add(String.format(
                        Locale.ROOT,
                        "threshold broken: p99 is %.1f ms, --p99 accepts %s ms",
                        micros / MICROS_PER_MS,
                        plain(p99Ms.get())));
            }
        }
        return broken;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** The exit code if all thresholds were kept. A wrong result is never accepted. */
    ExitCode exitCode(Statistics statistics) {
        if (statistics.wrong() > 0) {
            return ExitCode.WRONG;
        } else if (failAbovePercent.isPresent()) {
            return ExitCode.OK;
        } else if (statistics.unanswered() + statistics.open() > 0) {
            return ExitCode.UNANSWERED;
        }
        return statistics.failed() > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
}
