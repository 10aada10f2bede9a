package org.slicedscore.experiments.paper;

import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** One value for each row of a Gaussian model with given parameters, drawn many times on a real backend with real plug-ins. */
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
        TrainingComponents c = TrainingConfig.parse(settings, catalog).components();
        int dim = matrix.dim();
        ModelGraph graph = new ModelGraph(c.model(), c.modelOptions(), dim);
        float[] rows = new float[count * dim];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) x[i % dim];
        }
        Map<String, double[]> parameters = Map.of("mean", new double[dim], "precision_factor", matrix.factor());
        try (Workspace device = Workspace.open(catalog.backends().choose(setup.backend()), setup.threads())
                .allocate(Workspace.parameters(graph), parameters::get)) {
            RowFunction function = new RowFunction(
                    "draws",
                    Math.min(BLOCK, count),
                    dim,
                    // the curvature of a Gaussian is constant, but a program must read its rows
                    r -> Map.of("value", formula(value, c, graph, r, m), "rows", r),
                    device);
            return function.apply("value", rows, count, seed, draw);
        }
    }

    private static Expr formula(Value value, TrainingComponents c, ModelGraph graph, Expr rows, int m) {
        return switch (value) {
            case CURVATURE -> c.score(graph, rows, m).curvature();
            case LOSS -> c.objective().loss(c.score(graph, rows, m));
        };
    }
}
