package org.slicedscore.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.plan.Plan;

/**
 * The time a plan spends in each instruction.
 *
 * @param runs number of runs
 * @param peak the device's measured peak in floating-point operations a second, or empty
 * @param lines one per instruction, in order
 */
public record Profile(long runs, OptionalDouble peak, List<Line> lines) {
    /**
     * One instruction.
     *
     * @param number its position in the plan
     * @param text how the plan prints it
     * @param microseconds mean time per run
     * @param share of the time of all instructions, from 0 to 1
     * @param gflops 10⁹ floating-point operations a second in matrix products and solves; 0 for other instructions
     * @param shareOfPeak {@code gflops} over the peak; NaN if the peak is unknown
     */
    public record Line(int number, String text, double microseconds, double share, double gflops, double shareOfPeak) {}

    /** Copies the list. */
    public Profile {
        lines = List.copyOf(lines);
    }

    /**
     * Computes rates and shares.
     *
     * @param plan the plan
     * @param nanoseconds the time of each instruction, over all runs
     * @param runs number of runs
     * @param peak the device's peak
     */
    public static Profile of(Plan plan, long[] nanoseconds, long runs, OptionalDouble peak) {
        long total = 0;
        for (long n : nanoseconds) {
            total += n;
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < nanoseconds.length; i++) {
            double seconds = 1e-9 * nanoseconds[i] / Math.max(1, runs);
            double flops = 2.0 * plan.passes(i) * plan.instructions().get(i).multiplyAdds();
            double rate = seconds > 0 ? flops / seconds : 0;
            lines.add(new Line(
                    i,
                    plan.describe(i),
                    1e6 * seconds,
                    (double) nanoseconds[i] / Math.max(1, total),
                    1e-9 * rate,
                    rate / peak.orElse(Double.NaN)));
        }
        return new Profile(runs, peak, lines);
    }

    /** The time of a run in microseconds, summed over instructions. */
    public double microseconds() {
        return lines.stream().mapToDouble(Line::microseconds).sum();
    }
}
