package org.slicedscore.engine.flow;

import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.device.Workspace;

/**
 * The score at rows, each at its own noise level, and the trace of its Jacobian, compiled for blocks of a fixed size. A
 * row's values depend on nothing but the row, because the block's size never changes.
 */
public final class FlowField implements AutoCloseable {
    private static final String SCORE = "score";
    private static final String TRACE = "trace";

    private final int dim;
    private final int conditions;
    private final int block;
    private final int probes;
    private final RowFunction function;
    private final float[] rows;
    private final Map<String, double[]> targets;

    /** The score of a noise-conditioned density as a formula. */
    @FunctionalInterface
    public interface Formula {
        /**
         * The score, with derivatives of it on demand.
         *
         * @param rows x with the conditions behind it, [B,D+C]
         * @param levels σ, [B]
         * @param directions source of directions
         */
        ScoreGraph at(Expr rows, Expr levels, Directions directions);
    }

    /**
     * Compiles a field.
     *
     * @param formula the score
     * @param dim D
     * @param conditions C
     * @param block B, rows in a run of the program
     * @param probes K, directions a row to estimate the trace from; 0 for the exact trace
     * @param workspace the device, with the parameters as variables
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has no second derivatives, BACKEND if
     *     the device cannot hold the program
     */
    public FlowField(Formula formula, int dim, int conditions, int block, int probes, Workspace workspace) {
        this.dim = dim;
        this.conditions = conditions;
        this.block = block;
        this.probes = probes;
        function = new RowFunction("probability flow", block, width(), input -> formulas(formula, input), workspace);
        rows = new float[block * width()];
        targets = Map.of(SCORE, new double[block * dim], TRACE, new double[block * traces()]);
    }

    private Map<String, Expr> formulas(Formula formula, Expr input) {
        int given = dim + conditions;
        Expr x = input.slice(1, 0, given);
        Expr level = input.slice(1, given, given + 1).reshape(block);
        if (probes == 0) {
            ScoreGraph score = formula.at(x, level, null);
            return Map.of(SCORE, score.score(), TRACE, score.trace());
        }
        Expr v = input.slice(1, given + 1, width()).reshape(block, probes, dim).transpose(1, 0, 2);
        ScoreGraph score = formula.at(x, level, Directions.given(v, 1));
        return Map.of(SCORE, score.score(), TRACE, score.curvatures().transpose(1, 0));
    }

    /** D. */
    int dim() {
        return dim;
    }

    /** B. */
    int block() {
        return block;
    }

    /** Directions a row; 0 for the exact trace. */
    int probes() {
        return probes;
    }

    /** Numbers that add up to a row's trace: one, or an estimate for each probe. */
    int traces() {
        return Math.max(1, probes);
    }

    /** C. */
    int conditions() {
        return conditions;
    }

    private int width() {
        return dim + conditions + 1 + probes * dim;
    }

    /** Sets the probes of a place in the block. */
    void probes(int place, float[] directions) {
        System.arraycopy(directions, 0, rows, (place + 1) * width() - probes * dim, probes * dim);
    }

    /** Sets an element of the row at a place of the block, or, from D on, one of its conditions. */
    void row(int place, int column, float value) {
        rows[place * width() + column] = value;
    }

    /** Sets the level of the row at a place of the block. */
    void level(int place, float sigma) {
        rows[place * width() + dim + conditions] = sigma;
    }

    /** Computes the rows of the first places. */
    void run(int count) {
        function.apply(rows, count, 0, 0, targets);
    }

    /** The scores after {@link #run}, [B,D]. */
    double[] scores() {
        return targets.get(SCORE);
    }

    /** The traces after {@link #run}, [B, {@link #traces}]. */
    double[] traceValues() {
        return targets.get(TRACE);
    }

    /** Multiply-adds of one run. */
    public long multiplyAdds() {
        return function.multiplyAdds(block);
    }

    @Override
    public void close() {
        function.close();
    }
}
