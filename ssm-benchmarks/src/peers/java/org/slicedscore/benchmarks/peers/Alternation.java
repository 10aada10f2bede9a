package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slicedscore.benchmarks.Summary;

/**
 * Times contenders in turns: A B C, A B C, … Each lives in a process of its own, is warmed up once, and sleeps while
 * another has its turn.
 *
 * @param rounds how often each has its turn
 * @param seconds how long a turn lasts
 * @param warmUp how long each is warmed up at least; more until its times have settled
 */
record Alternation(int rounds, double seconds, double warmUp) {
    /** Times the least. */
    private static final double MOST_WARM_UP = 6;

    /** Of the best turn so far: what is hardly better counts as no better. */
    private static final double SETTLED = 0.97;

    /** Longer than any of the libraries' threads wait actively for more work (OpenMP: 200 ms). */
    private static final long REST_MILLIS = 250;

    /**
     * What came out.
     *
     * @param timings in the order of the contenders
     * @param peak of the machine, which took its turn as well
     */
    record Outcome(List<Results.Timing> timings, Results.Peak peak) {}

    /**
     * Times.
     *
     * @param children the contenders
     * @param prepare makes one ready and returns its check
     * @param meter a process that measures the machine's peak in each round: the clock of a core changes with the hour
     */
    Outcome time(List<Child> children, ToDoubleFunction<Child> prepare, Child meter) {
        int cores = Runtime.getRuntime().availableProcessors();
        double[] one = new double[rounds];
        double[] all = new double[rounds];
        List<double[]> times = new ArrayList<>();
        List<List<Double>> medians = new ArrayList<>();
        double[] checks = new double[children.size()];
        double[] bytes = new double[children.size()];
        long[] memory = new long[children.size()];
        for (int i = 0; i < children.size(); i++) {
            checks[i] = prepare.applyAsDouble(children.get(i));
            warmUp(children.get(i));
            rest();
            times.add(new double[0]);
            medians.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < children.size(); i++) {
                Worker.Reply reply = children.get(i).time(seconds);
                rest();
                times.set(i, concat(times.get(i), reply.times()));
                medians.get(i).add(Summary.of(reply.times()).median());
                bytes[i] = reply.bytes();
                memory[i] = reply.memoryMb();
            }
            one[round] = meter.peak(1);
            all[round] = meter.peak(cores);
        }
        List<Results.Timing> timings = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            timings.add(new Results.Timing(
                    children.get(i).contender(),
                    Summary.of(times.get(i)),
                    medians.get(i),
                    checks[i],
                    bytes[i],
                    memory[i]));
        }
        return new Outcome(
                timings,
                new Results.Peak(Summary.of(one).median(), Summary.of(all).median()));
    }

    /** Until a turn is hardly better than the best before it, twice in a row: the JIT may need several passes. */
    private void warmUp(Child child) {
        double best = Double.POSITIVE_INFINITY;
        int settled = 0;
        long start = System.nanoTime();
        double spent = 0;
        while (spent < warmUp || settled < 2 && spent < MOST_WARM_UP * warmUp) {
            double median = Summary.of(child.time(seconds).times()).median();
            settled = median > SETTLED * best ? settled + 1 : 0;
            best = Math.min(best, median);
            spent = (System.nanoTime() - start) * 1e-9;
        }
    }

    private static double[] concat(double[] a, double[] b) {
        double[] c = new double[a.length + b.length];
        System.arraycopy(a, 0, c, 0, a.length);
        System.arraycopy(b, 0, c, a.length, b.length);
        return c;
    }

    private static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
