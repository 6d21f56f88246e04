package io.spoor.client.core;

/**
 * What can be set in a client's core; the shell reads it from the config.
 *
 * @param resendMinNanos shortest first interval between two askings, above 0; the measured round trip lengthens it
 * @param resendMaxNanos longest interval between two askings of an unaccepted job; also how long after its deadline a
 *     job that got no answer is ended
 * @param pollNanos interval between two polls of an accepted job, above 0. The reply caches of dispatchers count on
 *     {@link io.spoor.protocol.Limits#ASK_INTERVAL_MAX_MS}, so neither interval is above it
 * @param cancelNanos how long the answer to a cancel is awaited at most
 * @param failoverNanos how long one of several dispatchers may leave questions unanswered before its jobs go to another
 * @param silentNanos how long all dispatchers may leave questions unanswered before their addresses are doubted
 * @param outstandingMax jobs in flight at once; more wait here for one of them to end
 * @param backlogMax jobs that may wait here; one more is refused at once
 * @param endedMax ended jobs that are remembered, so that a second answer is recognised
 */
public record ClientSettings(
        long resendMinNanos,
        long resendMaxNanos,
        long pollNanos,
        long cancelNanos,
        long failoverNanos,
        long silentNanos,
        int outstandingMax,
        int backlogMax,
        int endedMax) {
    public ClientSettings {
        require(resendMinNanos > 0 && resendMaxNanos >= resendMinNanos, "0 < resendMin <= resendMax");
        require(pollNanos > 0 && cancelNanos > 0 && silentNanos > 0, "intervals are above 0");
        require(failoverNanos > 0, "failover is above 0");
        require(outstandingMax > 0 && backlogMax >= 0 && endedMax >= 0, "outstandingMax is above 0");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
