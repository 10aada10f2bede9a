package org.slicedscore.experiments.paper;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.train.DeviceState;
import org.slicedscore.engine.train.RowFunction;
import org.slicedscore.engine.train.TrainingConfig;

/** A value a row of a Gaussian model with given parameters, drawn many times, on a real backend with the real plug-ins. */
final class RowLosses {
    private static final int BLOCK = 500;

    /** What is drawn. */
    enum Value {
        /** The mean of vᵀHv over the directions. */
        CURVATURE,
        /** The objective's loss. */
        LOSS
    }

    private RowLosses() {}

    /**
     * Draws.
     *
     * @param value what
     * @param settings model, objective and projection
     * @param m directions a row
     * @param matrix gives the parameters
     * @param x where, [D]
     * @param count how many independent draws
     * @param seed of the draws
     * @param draw which of several independent ones
     * @param setup the backend
     * @return one value a draw
     */
    static double[] draw(
            Value value,
            Map<String, String> settings,
            int m,
            Quadratic matrix,
            double[] x,
            int count,
            long seed,
            int draw,
            Setup setup) {
        Catalog catalog = setup.catalog();
        TrainingConfig.Components c = TrainingConfig.parse(settings, catalog).components();
        int dim = matrix.dim();
        ModelGraph graph = new ModelGraph(c.model(), c.modelOptions(), dim);
        List<Primitive.Variable> variables = graph.parameters().values().stream()
                .map(p -> (Primitive.Variable) p.variable().primitive())
                .toList();
        float[] rows = new float[count * dim];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) x[i % dim];
        }
        try (Backend backend = catalog.backends().choose(setup.backend()).open(setup.threads());
                DeviceState state = new DeviceState(backend, variables)) {
            state.write("mean", new double[dim]);
            state.write("precision_factor", matrix.factor());
            try (RowFunction function = new RowFunction(
                    "draws",
                    Math.min(BLOCK, count),
                    dim,
                    // the curvature of a Gaussian is the same everywhere, and a program has to read its rows
                    r -> Map.of("value", formula(value, c, graph, r, m), "rows", r),
                    backend,
                    state.memories())) {
                return function.apply("value", rows, count, seed, draw);
            }
        }
    }

    private static Expr formula(Value value, TrainingConfig.Components c, ModelGraph graph, Expr rows, int m) {
        return switch (value) {
            case CURVATURE -> c.score(graph, rows, m).curvature();
            case LOSS -> c.objective().loss(c.score(graph, rows, m));
        };
    }
}
