package org.slicedscore.engine.detect;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.Detector.Formula;
import org.slicedscore.api.Detector.Reasons;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.engine.device.Precomputed;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.device.Workspace;

/**
 * Scores by a detector's formula, compiled for a backend. Rows always go through a program of the same size, so that a score does
 * not depend on the rows beside it. The program serves one thread at a time and uses all threads of its device.
 */
final class CompiledScorer implements Scorer {
    private static final Cleaner CLEANER = Cleaner.create();

    /** So many numbers for each intermediate result: they stay in the nearer caches. */
    private static final int CACHED = 1 << 17;

    /** Keeps the names of what was learned apart from that of the rows. */
    private static final String LEARNED = "learned_";

    private static final int LEAST = 8;
    private static final int MOST = 256;
    private static final int MANY = 32;

    private final RowFunction function;
    private final Optional<Reasons> reasons;
    private final int dim;

    /**
     * Compiles.
     *
     * @param formula the rule
     * @param state what was learned
     * @param reasons those of the host's scorer
     * @param dim D
     * @param device where to run
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if the device cannot hold it
     */
    CompiledScorer(Formula formula, Map<String, Array> state, Optional<Reasons> reasons, int dim, DetectDevice device) {
        this.reasons = reasons;
        this.dim = dim;
        List<Primitive.Variable> variables = new ArrayList<>();
        Map<String, Expr> arrays = new LinkedHashMap<>();
        int longest = 1;
        for (Map.Entry<String, Array> entry : state.entrySet()) {
            Primitive.Variable variable = new Primitive.Variable(
                    LEARNED + entry.getKey(), entry.getValue().shape());
            variables.add(variable);
            arrays.put(entry.getKey(), Expr.of(variable));
            longest = Math.max(longest, entry.getValue().shape().dim(0));
        }
        // of a long array a block goes through many parts, and reading these must pay
        int block = longest > 1 << 14 ? MANY : Math.clamp(CACHED / longest / LEAST * LEAST, LEAST, MOST);
        Workspace workspace = Workspace.open(device.catalog().backends().choose(device.backend()), device.threads())
                .allocate(
                        variables,
                        name -> state.get(name.substring(LEARNED.length())).values());
        function = new RowFunction(
                "detector",
                block,
                dim,
                rows -> Map.of("score", Precomputed.of(formula.scores(rows, arrays), workspace)),
                workspace);
        CLEANER.register(this, workspace::close);
    }

    @Override
    public double score(float[] rows, int from) {
        double[] out = new double[1];
        scores(Arrays.copyOfRange(rows, from, from + dim), 1, out, 0);
        return out[0];
    }

    @Override
    public void scores(float[] rows, int count, double[] out, int to) {
        double[] scores;
        synchronized (function) {
            scores = function.apply("score", rows, count, 0, 0);
        }
        for (int i = 0; i < count; i++) {
            // beyond the range of float, as strange as can be
            out[to + i] = Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : scores[i];
        }
    }

    @Override
    public Optional<Reasons> reasons() {
        return reasons;
    }
}
