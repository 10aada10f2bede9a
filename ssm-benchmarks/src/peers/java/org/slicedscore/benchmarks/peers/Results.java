package org.slicedscore.benchmarks.peers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slicedscore.benchmarks.Machine;
import org.slicedscore.benchmarks.ProductShape;
import org.slicedscore.benchmarks.Summary;

/** What was measured, as it is kept between runs. */
final class Results {
    private Results() {}

    /**
     * Where and when.
     *
     * @param machine the machine
     * @param date the day
     * @param command how the program was called
     * @param backend the backend of this framework
     * @param small whether the workloads were cut down to the size of a test
     * @param versions of what is compared, by name
     * @param kernels that the libraries run on this processor, by setting
     */
    record Setup(
            Machine machine,
            String date,
            String command,
            String backend,
            boolean small,
            Map<String, String> versions,
            Map<String, String> kernels) {}

    /**
     * The most that the machine can do.
     *
     * @param one on one core, in 10⁹ operations a second
     * @param all on all cores at once
     */
    record Peak(double one, double all) {
        double of(int threads) {
            return threads == 1 ? one : all;
        }
    }

    /**
     * The times of one setting of one contender.
     *
     * @param contender who, and how it was set up
     * @param ms milliseconds over all rounds
     * @param rounds the median of each round, in the order they were taken
     * @param check the loss of the first step, or a number that stands for the product
     * @param bytes that Java threads allocated in each run
     * @param memoryMb the most memory that the process used
     */
    record Timing(Contender contender, Summary ms, List<Double> rounds, double check, double bytes, long memoryMb) {}

    /**
     * A workload's step.
     *
     * @param workload the workload's id
     * @param title what it is
     * @param multiplyAdds of this framework's plan
     * @param peak of the machine meanwhile
     * @param timings all settings of all contenders
     */
    record Step(String workload, String title, long multiplyAdds, Peak peak, List<Timing> timings) {
        @JsonIgnore
        Timing best(Contender.Library library) {
            return Results.best(timings, library);
        }
    }

    /**
     * A matrix product.
     *
     * @param shape its shape
     * @param users ids of the workloads that have it
     * @param peak of the machine meanwhile
     * @param timings all settings of all contenders
     */
    record Product(ProductShape shape, List<String> users, Peak peak, List<Timing> timings) {
        @JsonIgnore
        Timing best(Contender.Library library) {
            return Results.best(timings, library);
        }

        /** The best setting of a library with so many threads. */
        @JsonIgnore
        Timing of(Contender.Library library, int threads) {
            return timings.stream()
                    .filter(t ->
                            t.contender().library() == library && t.contender().threads() == threads)
                    .min(Comparator.comparingDouble(t -> t.ms().median()))
                    .orElseThrow();
        }
    }

    /**
     * Where libtorch spends its time.
     *
     * @param workload the workload's id
     * @param contender the setting that was looked at
     * @param multiplyAdds that it asks of MKL in a step
     * @param productMs milliseconds a step in MKL
     * @param products calls of MKL in a step
     * @param stepMs milliseconds a step
     * @param shares of the samples by kind of work, empty where the machine has no perf
     */
    record Profile(
            String workload,
            Contender contender,
            long multiplyAdds,
            double productMs,
            double products,
            double stepMs,
            Map<String, Double> shares) {}

    private static Timing best(List<Timing> timings, Contender.Library library) {
        return timings.stream()
                .filter(t -> t.contender().library() == library)
                .min(Comparator.comparingDouble(t -> t.ms().median()))
                .orElseThrow();
    }

    /**
     * How many times as long the other took, round by round: both took turns, so that a slow spell of the machine hits
     * both.
     *
     * @param ours the one in the denominator
     * @param other the one in the numerator
     * @return the median over the rounds, with quartiles
     */
    static Summary ratio(Timing ours, Timing other) {
        int n = Math.min(ours.rounds().size(), other.rounds().size());
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            ratios[i] = other.rounds().get(i) / ours.rounds().get(i);
        }
        return Summary.of(ratios);
    }
}
