package org.slicedscore.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.train.TrainedModel;

/**
 * What a backend says of rows.
 *
 * @param logDensity null for a score field
 * @param scores [n, D]
 */
record Expected(double[] logDensity, double[] scores) {
    static Expected of(TrainedModel model, double[] rows, String backend) {
        try (DeviceModel device = new DeviceModel(model, Learned.CATALOG, backend, 1)) {
            if (device.noiseConditioned()) {
                return atLeastLevel(device, rows);
            }
            try (Scoring scoring = new Scoring(device)) {
                Scoring.Values values = scoring.score(rows);
                return new Expected(values.logDensity(), values.scores());
            }
        }
    }

    /** Scoring takes log-densities from all noise levels; those of an exported file are at the least. */
    private static Expected atLeastLevel(DeviceModel device, double[] rows) {
        Preprocessing preprocessing = device.model().preprocessing();
        int dim = preprocessing.dim();
        int n = rows.length / preprocessing.inputs();
        Preprocessing.Rows encoded = preprocessing.at(rows);
        Map<String, double[]> targets = new HashMap<>(Map.of("score", new double[n * dim]));
        if (device.hasLogDensity()) {
            targets.put("density", new double[n]);
        }
        try (RowFunction function = new RowFunction(
                "expected", 64, dim + preprocessing.conditions(), x -> formulas(device, x), device.workspace())) {
            function.apply(encoded.toModel(), n, 0, 0, targets);
        }
        encoded.scoreToOriginal(targets.get("score"));
        double[] density = targets.get("density");
        if (density != null) {
            double[] volume = encoded.logDetJacobian();
            Arrays.setAll(density, i -> density[i] + volume[i]);
        }
        return new Expected(density, targets.get("score"));
    }

    private static Map<String, Expr> formulas(DeviceModel device, Expr x) {
        ScoreGraph graph = device.components().score(device.components().graph(), x, 1);
        Map<String, Expr> formulas = new LinkedHashMap<>(Map.of("score", graph.score()));
        if (device.hasLogDensity()) {
            formulas.put("density", graph.logDensity());
        }
        return formulas;
    }
}
