package io.spoor.dispatcher.core;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What can be counted at an instant.
 *
 * @param open jobs to be answered yet
 * @param queued jobs that wait for a slot
 * @param stalled jobs, of those queued, that a calculator with a free slot could take: 0, but for a bug
 * @param assigned jobs with an attempt under way
 * @param alive calculators that take work
 * @param suspect calculators that are silent
 * @param dead calculators that are lost and not yet forgotten
 * @param draining calculators, of those alive, that are about to leave
 * @param slots slots of the calculators that are alive
 * @param slotsTaken of these, how many are taken
 * @param answerBytes memory of answers given
 * @param timers armed timers
 * @param strangers attempts that calculators run for jobs that nobody has asked for here
 */
public record DispatcherSnapshot(
        int open,
        int queued,
        int stalled,
        int assigned,
        int alive,
        int suspect,
        int dead,
        int draining,
        int slots,
        int slotsTaken,
        long answerBytes,
        int timers,
        int strangers) {

    /** Nothing yet. */
    public static final DispatcherSnapshot EMPTY = new DispatcherSnapshot(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Share of the slots that the present work would fill: above 1, more calculators would help. */
    public double demand() {
        return slots == 0 ? queued : (double) (slotsTaken + queued) / slots;
    }

    static DispatcherSnapshot of(
            Jobs jobs,
            Placement placement,
            Collection<Calculator> calculators,
            Answers answers,
            int timers,
            int strangers) {
        Map<Liveness, Integer> byLiveness = new EnumMap<>(Liveness.class);
        int draining = 0;
        int slots = 0;
        int taken = 0;
        for (Calculator calculator : calculators) {
            byLiveness.merge(calculator.liveness, 1, Integer::sum);
            if (calculator.liveness == Liveness.ALIVE) {
                draining += calculator.isDraining() ? 1 : 0;
                slots += calculator.slots();
                taken += Math.min(calculator.slots(), calculator.taken());
            }
        }
        return new DispatcherSnapshot(
                jobs.size(),
                placement.queued(),
                placement.stalled(calculators),
                jobs.assigned(),
                byLiveness.getOrDefault(Liveness.ALIVE, 0),
                byLiveness.getOrDefault(Liveness.SUSPECT, 0),
                byLiveness.getOrDefault(Liveness.DEAD, 0),
                draining,
                slots,
                taken,
                answers.bytes(),
                timers,
                strangers);
    }
}
