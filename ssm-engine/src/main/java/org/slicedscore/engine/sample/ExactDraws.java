package org.slicedscore.engine.sample;

import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.engine.device.Workspace;

/** Independent rows from a model with exact draws. Row i depends only on the seed and i. */
public final class ExactDraws implements AutoCloseable {
    private static final int BLOCK = 256;

    private final Workspace workspace;
    private final Executable executable;
    private final int dim;
    private final long seed;
    private final double[] values;

    /**
     * Prepares the draws.
     *
     * @param target a model for which {@link org.slicedscore.core.score.ModelGraph#generative()} holds
     * @param seed of the rows
     * @param purpose purpose of the rows; separates random streams
     */
    public ExactDraws(Target target, long seed, String purpose) {
        dim = target.dim();
        this.seed = Philox.key(seed, purpose);
        workspace = target.workspace().part();
        executable = workspace.compile(Compiler.compile(Program.named("draw")
                .output("rows", target.graph().sample(BLOCK, dim))
                .build()));
        values = new double[BLOCK * dim];
    }

    /**
     * Rows in the model's coordinates.
     *
     * @param first number of the first row
     * @param count number of rows
     * @return [count, D]
     */
    public double[] rows(int first, int count) {
        double[] out = new double[Math.multiplyExact(count, dim)];
        for (int done = 0; done < count; ) {
            int n = Math.min(BLOCK, count - done);
            executable.run(seed, 0, first + done);
            executable.output("rows").read(0, values, 0, n * dim);
            System.arraycopy(values, 0, out, done * dim, n * dim);
            done += n;
        }
        return out;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
