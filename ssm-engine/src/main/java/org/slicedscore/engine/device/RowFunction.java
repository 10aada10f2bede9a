package org.slicedscore.engine.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/**
 * Computes values of any number of rows with a program over blocks of B. Of the last block, only the rows
 * that are there are computed, if the backend can ({@link Executable#run(long, long, long, int)}). Random numbers depend on the row's number, not its place in a block.
 */
public final class RowFunction implements AutoCloseable {
    private final int block;
    private final int dim;
    private final Plan plan;
    private final Workspace workspace;
    private final Executable executable;
    private final Memory input;
    private final Map<String, Integer> widths = new LinkedHashMap<>();

    /** Builds the formulas of the values. */
    @FunctionalInterface
    public interface Formulas {
        /**
         * The values at rows.
         *
         * @param rows [B,D]
         * @return by name, each [B] or [B,K]
         */
        Map<String, Expr> at(Expr rows);
    }

    /**
     * Makes the program ready.
     *
     * @param name its name in listings
     * @param block B
     * @param dim D
     * @param formulas builds the values
     * @param parent the device place, with the parameters as variables
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if the device cannot hold it
     */
    public RowFunction(String name, int block, int dim, Formulas formulas, Workspace parent) {
        this.block = block;
        this.dim = dim;
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(block, dim)));
        Program.Builder program = Program.named(name);
        for (Map.Entry<String, Expr> e : formulas.at(x).entrySet()) {
            Shape shape = e.getValue().shape();
            if (shape.rank() < 1 || shape.dim(0) != block) {
                throw new IllegalStateException(name + " gives " + e.getKey() + shape + ", not a value for each row");
            }
            int width = Math.toIntExact(shape.size() / block);
            widths.put(e.getKey(), width);
            program.output(e.getKey(), e.getValue());
        }
        plan = Compiler.compile(program.build());
        workspace = parent.part();
        executable = workspace.compile(plan);
        input = executable.input("rows");
    }

    /**
     * The values of rows.
     *
     * @param data rows, row-major, D numbers each
     * @param count number of rows
     * @param seed of random numbers
     * @param draw number of the independent draw of random numbers
     * @param targets arrays to fill, by name, of count times the value's width; values without an array are not read
     */
    public void apply(float[] data, int count, long seed, int draw, Map<String, double[]> targets) {
        for (int first = 0; first < count; first += block) {
            int n = Math.min(block, count - first);
            input.write(data, first * dim, 0, n * dim);
            executable.run(seed, draw, first, n);
            for (Map.Entry<String, double[]> target : targets.entrySet()) {
                int width = widths.get(target.getKey());
                executable.output(target.getKey()).read(0, target.getValue(), first * width, n * width);
            }
        }
    }

    /**
     * Computes a value that is one number per row.
     *
     * @param name the value's name
     * @param data rows, row-major
     * @param count number of rows
     * @param seed of random numbers
     * @param draw number of the independent draw
     * @return one value per row
     */
    public double[] apply(String name, float[] data, int count, long seed, int draw) {
        double[] out = new double[count * widths.get(name)];
        apply(data, count, seed, draw, Map.of(name, out));
        return out;
    }

    /**
     * Counts the multiply-adds for a number of rows.
     *
     * @param count number of rows
     * @return multiply-adds of all blocks
     */
    public long multiplyAdds(int count) {
        return plan.multiplyAdds() * ((count + block - 1) / block);
    }

    /** The compiled program. */
    public Plan plan() {
        return plan;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
