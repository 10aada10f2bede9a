package org.slicedscore.engine.sample;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.random.Philox;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.engine.device.Workspace;

/**
 * Independent Markov chains on a device, all at the same transition. A chain's path depends only on the seed and its
 * number, not on the number of chains, their batches or threads. A transition allocates nothing.
 */
final class Chains implements AutoCloseable {
    /** Chains per run of the program: enough to fill the vectors, few enough to stay in the caches. */
    static final int BLOCK = 256;

    private final int count;
    private final int dim;
    private final int block;
    private final long seed;
    private final boolean hasLogDensity;
    private final Plan plan;
    private final Workspace workspace;
    private final List<Block> blocks = new ArrayList<>();
    private final double[] control = new double[2];
    private final double[] values;
    private final double[] ratios;
    private long transitions;

    /** A batch of chains with its own state. */
    private record Block(
            Executable start,
            Executable transition,
            Memory position,
            Memory control,
            Memory acceptance,
            Memory ratio,
            int first,
            int size) {}

    Chains(
            Target target,
            Sampler sampler,
            Options options,
            Reference reference,
            int count,
            long seed,
            String purpose,
            int largestBlock) {
        if (sampler.needsLogDensity() && !target.hasLogDensity()) {
            throw SsmException.usage(
                    "sampler '%s' needs a log-density, but model '%s' is a score field; use %s",
                    sampler.id(), target.graph().model().id(), Alternative.SAMPLER_BY_SCORE);
        }
        this.count = count;
        this.dim = target.dim();
        this.seed = Philox.key(seed, purpose);
        this.hasLogDensity = target.hasLogDensity();
        int pieces = (count + largestBlock - 1) / largestBlock;
        this.block = (count + pieces - 1) / pieces;
        this.values = new double[block * dim];
        this.ratios = new double[count];
        TransitionGraph graph = new TransitionGraph(target.graph(), reference, block, dim);
        plan = graph.transition(sampler, options);
        Plan start = graph.start();
        workspace = target.workspace().part();
        for (int first = 0; first < count; first += block) {
            Workspace own = workspace.part().allocate(graph.variables());
            blocks.add(block(own, start, first, Math.min(block, count - first)));
        }
    }

    private Block block(Workspace own, Plan start, int first, int size) {
        Executable begin = own.compile(start);
        Executable transition = own.compile(plan);
        return new Block(
                begin,
                transition,
                own.memory(TransitionGraph.POSITION),
                transition.input(TransitionGraph.CONTROL),
                transition.output(TransitionGraph.ACCEPTANCE),
                hasLogDensity ? transition.output(TransitionGraph.RATIO) : null,
                first,
                size);
    }

    /** Sets the positions y of all chains, [count, D]. */
    void start(double[] positions) {
        for (Block b : blocks) {
            for (int i = 0; i < block; i++) {
                // the last batch is filled up with copies, which are not counted
                int row = b.first + Math.min(i, b.size - 1);
                System.arraycopy(positions, row * dim, values, i * dim, dim);
            }
            b.position.write(values, 0, 0, block * dim);
            b.start.run(seed, 0, b.first);
            if (hasLogDensity) {
                b.start.output(TransitionGraph.RATIO).read(0, ratios, b.first, b.size);
            }
        }
    }

    /** Independent draws from the reference, [count, D]. */
    double[] drawReference() {
        double[] out = new double[Math.multiplyExact(count, dim)];
        PhiloxRows random = new PhiloxRows(seed, "start");
        for (int i = 0; i < count; i++) {
            random.gaussian(i, 0, 0, out, i * dim, dim);
        }
        return out;
    }

    /** Runs one transition of all chains and returns the mean acceptance probability. */
    double step(double stepSize, double beta) {
        control[0] = stepSize;
        control[1] = beta;
        transitions++;
        double sum = 0;
        for (int k = 0; k < blocks.size(); k++) {
            Block b = blocks.get(k);
            b.control.write(control, 0, 0, 2);
            b.transition.run(seed, transitions, b.first);
        }
        for (int k = 0; k < blocks.size(); k++) {
            Block b = blocks.get(k);
            b.acceptance.read(0, values, 0, b.size);
            for (int i = 0; i < b.size; i++) {
                sum += values[i];
            }
            if (hasLogDensity) {
                b.ratio.read(0, ratios, b.first, b.size);
            }
        }
        return sum / count;
    }

    /** log p̃ − log q in the reference's coordinates at the current positions; the same array each time. */
    double[] ratios() {
        return ratios;
    }

    /** The current positions y [count, D]. */
    void positions(double[] out) {
        for (int k = 0; k < blocks.size(); k++) {
            Block b = blocks.get(k);
            b.position.read(0, out, b.first * dim, b.size * dim);
        }
    }

    @Override
    public void close() {
        workspace.close();
    }
}
