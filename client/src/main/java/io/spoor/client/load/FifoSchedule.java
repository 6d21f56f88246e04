package io.spoor.client.load;

import java.util.List;
import java.util.PriorityQueue;

/**
 * What could be reached at best: jobs on so many calculators of one slot, with no time lost between them.
 *
 * @param minimalMs no order of the jobs ends sooner: the longest job, or an even share of all
 * @param makespanMs when the last job ends if each goes, in the order given, to the calculator that is free first
 */
public record FifoSchedule(double minimalMs, long makespanMs) {

    /** The schedule of these jobs, with how long each takes. */
    public static FifoSchedule of(List<Long> jobsMs, int calculators) {
        PriorityQueue<Long> freeAt = new PriorityQueue<>();
        for (int i = 0; i < calculators; i++) {
            freeAt.add(0L);
        }
        long sum = 0;
        long longest = 0;
        long end = 0;
        for (long ms : jobsMs) {
            long endOfJob = freeAt.remove() + ms;
            freeAt.add(endOfJob);
            end = Math.max(end, endOfJob);
            sum += ms;
            longest = Math.max(longest, ms);
        }
        return new FifoSchedule(Math.max((double) longest, (double) sum / calculators), end);
    }
}
