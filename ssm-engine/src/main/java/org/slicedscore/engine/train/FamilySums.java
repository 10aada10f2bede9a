package org.slicedscore.engine.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.device.Workspace;

/**
 * The quadratic loss of an exponential family over all rows of a set, summed on the device block by block. Random numbers
 * belong to the row's number and are the same at each run, so that two sums differ only where the parameters do.
 */
final class FamilySums implements AutoCloseable {
    private static final int BLOCK = 128;

    private final Dataset rows;
    private final long seed;
    private final int block;
    private final CoefficientFit sums;
    private final Workspace state;
    private final Executable executable;
    private final long multiplyAdds;
    private final Memory input;
    private final Memory weights;
    private final float[] batch;
    private final float[] ones;

    /**
     * @param name unique among the sums of a program
     * @param c the plug-ins
     * @param projections M
     * @param rows over which rows
     * @param seed the run's seed
     * @param parent where, with the parameters as variables
     */
    FamilySums(String name, TrainingComponents c, int projections, Dataset rows, long seed, Workspace parent) {
        this.rows = rows;
        this.seed = Philox.key(seed, "fit." + name);
        block = Math.min(BLOCK, rows.rows());
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(block, rows.dim())));
        Expr used = Expr.of(new Primitive.Input("weights", Shape.of(block)));
        ModelGraph graph = c.graph();
        CoefficientFit part = c.fit(graph, x, projections, used);
        Primitive.Variable gram =
                new Primitive.Variable("fit." + name + ".gram", part.gram().shape());
        Primitive.Variable moment =
                new Primitive.Variable("fit." + name + ".moment", part.moment().shape());
        sums = new CoefficientFit(Expr.of(gram), Expr.of(moment));
        Program.Builder program = Program.named("coefficients");
        program.assign(sums.gram(), sums.gram().add(part.gram()));
        program.assign(sums.moment(), sums.moment().add(part.moment()));
        var plan = Compiler.compile(program.build());
        multiplyAdds = plan.multiplyAdds();
        state = parent.part().allocate(List.of(gram, moment));
        executable = state.compile(plan);
        input = executable.input("rows");
        weights = executable.input("weights");
        batch = new float[block * rows.dim()];
        ones = new float[block];
    }

    /** Sums over all rows, with the parameters as they are. */
    void run() {
        for (String name : state.names()) {
            state.write(name, new double[Math.toIntExact(state.shape(name).size())]);
        }
        int dim = rows.dim();
        for (int first = 0; first < rows.rows(); first += block) {
            int n = Math.min(block, rows.rows() - first);
            for (int i = 0; i < n; i++) {
                rows.copy(first + i, batch, i * dim);
            }
            for (int i = n; i < block; i++) {
                System.arraycopy(batch, (n - 1) * dim, batch, i * dim, dim);
            }
            Arrays.fill(ones, 0, n, 1);
            Arrays.fill(ones, n, block, 0);
            input.write(batch, 0, 0, batch.length);
            weights.write(ones, 0, 0, ones.length);
            executable.run(seed, 0, first);
        }
    }

    /** The sums as variables of a program. */
    CoefficientFit sums() {
        return sums;
    }

    /** How many rows they are of. */
    Expr count() {
        return Expr.constant(rows.rows());
    }

    /** Where the variables are. */
    Map<String, Memory> memories() {
        return state.memories();
    }

    long multiplyAdds() {
        return multiplyAdds * ((rows.rows() + block - 1) / block);
    }

    @Override
    public void close() {
        state.close();
    }
}
