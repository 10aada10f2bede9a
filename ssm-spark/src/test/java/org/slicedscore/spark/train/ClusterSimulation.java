package org.slicedscore.spark.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;

/**
 * Plays the steps of many machines: blocks whose times vary as measured ones do, then the two rounds of {@link SliceExchange}, message by
 * message. What the arithmetic of docs/scale.md leaves out is in it: waiting for the slowest, and messages behind one another. A program,
 * not a test.
 */
public final class ClusterSimulation {
    private static final int STEPS = 400;
    private static final int FLOAT = 4;

    /** Cores that share a machine's blocks. */
    private static final int CORES = 16;

    private final Network network;
    private final double[] blockTimes;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param bandwidth bytes a second, in each direction
     * @param call seconds of a machine's processor for a message, sent or received
     * @param latency seconds on the wire
     */
    record Network(double bandwidth, double call, double latency) {}

    /**
     * @param network what a message costs
     * @param blockTimes seconds of blocks on one core, as measured
     */
    ClusterSimulation(Network network, double[] blockTimes) {
        this.network = network;
        this.blockTimes = blockTimes.clone();
    }

    /**
     * Simulates and prints.
     *
     * @param args seconds of blocks on one core, as {@code ScaleFigures blocks} writes them, separated by commas; parameters of the model;
     *     and, if not 1.25e9, 5e-6, 2e-5: bytes a second, seconds a message, seconds on the wire
     */
    public static void main(String[] args) {
        double[] times = Arrays.stream(args[0].split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        int parameters = Integer.parseInt(args[1]);
        Network network = args.length < 5
                ? new Network(1.25e9, 5e-6, 2e-5)
                : new Network(Double.parseDouble(args[2]), Double.parseDouble(args[3]), Double.parseDouble(args[4]));
        ClusterSimulation simulation = new ClusterSimulation(network, times);
        System.out.println("| machines | blocks of a batch | ms a step | of it computing |");
        for (int blocks : new int[] {98, 977}) {
            for (int machines : new int[] {1, 10, 100}) {
                double step = simulation.step(machines, blocks, parameters);
                double computing = simulation.step(1, (blocks + machines - 1) / machines, parameters);
                System.out.printf(
                        Locale.ROOT, "| %d | %d | %.2f | %.2f |%n", machines, blocks, step * 1e3, computing * 1e3);
            }
        }
    }

    /**
     * Seconds of a step, the mean of many. A machine begins the next step as soon as it has all sums of this one.
     *
     * @param machines how many
     * @param blocks of a batch, shared evenly
     * @param parameters numbers that are summed
     */
    double step(int machines, int blocks, int parameters) {
        double[] ready = new double[machines];
        double slice = (double) FLOAT * parameters / machines;
        Blocks each = new Blocks(blocks, 1);
        int[] one = new int[machines];
        Arrays.fill(one, 1);
        int[] nodes = new int[machines];
        for (int s = 0; s < STEPS; s++) {
            for (int m = 0; m < machines; m++) {
                TreeSum tree = new TreeSum(0, true);
                for (int b = each.from(m, machines); b < each.from(m + 1, machines); b++) {
                    ready[m] += blockTimes[random.nextInt(blockTimes.length)] / CORES;
                    tree.next();
                    tree.add(0, b);
                }
                nodes[m] = tree.nodes();
            }
            if (machines > 1) {
                round(ready, nodes, slice);
                round(ready, one, slice);
            }
        }
        return Arrays.stream(ready).max().orElseThrow() / STEPS;
    }

    /** Each sends to each. A machine's own thread does the calls; the wire carries one message after another each way. */
    private void round(double[] ready, int[] nodes, double slice) {
        int machines = ready.length;
        double[][] arrivals = new double[machines][machines - 1];
        for (int from = 0; from < machines; from++) {
            double wire = ready[from];
            for (int k = 1; k < machines; k++) {
                ready[from] += network.call;
                wire = Math.max(wire, ready[from]) + nodes[from] * slice / network.bandwidth;
                int to = (from + k) % machines;
                // counted from the receiver, senders come at different places
                arrivals[to][k - 1] = wire + network.latency;
            }
        }
        for (int to = 0; to < machines; to++) {
            Arrays.sort(arrivals[to]);
            double wire = 0;
            for (double arrival : arrivals[to]) {
                wire = Math.max(wire + slice / network.bandwidth, arrival);
                ready[to] = Math.max(ready[to], wire) + network.call;
            }
        }
    }
}
