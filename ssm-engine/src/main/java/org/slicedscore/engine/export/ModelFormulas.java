package org.slicedscore.engine.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.prep.PreprocessingGraph;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingComponents;

/**
 * What {@link org.slicedscore.engine.evaluate.Scoring} computes, as expressions from raw rows to log-densities and scores: the
 * preprocessing with its part of the Jacobian, the model and its derivative. A noise-conditioned model is taken at its least level, where it
 * describes the data.
 */
final class ModelFormulas {
    static final String LOG_DENSITY = "log_density";
    static final String SCORE = "score";

    private final TrainedModel model;
    private final TrainingComponents components;
    private final ModelGraph graph;

    ModelFormulas(TrainedModel model) {
        this.model = model;
        this.components = model.config()
                .settings()
                .components()
                .given(model.preprocessing().conditions());
        this.graph = components.graph();
    }

    boolean normalised() {
        return graph.normalised();
    }

    boolean hasLogDensity() {
        return graph.hasLogDensity();
    }

    /** Results by name at rows [B,I]. */
    Map<String, Expr> at(Expr rows) {
        PreprocessingGraph preprocessing = model.preprocessing().graph(rows);
        int dim = model.dim();
        Expr encoded = preprocessing.encoded();
        Expr mapped = preprocessing.whitened();
        Expr beyond = anyBeyond(mapped);
        Expr z = beyond.expand(1).select(Expr.constant(0), mapped);
        ScoreGraph there = components.score(graph, z, 1);
        Map<String, Expr> results = new LinkedHashMap<>();
        Expr volume = preprocessing.logDetJacobian();
        if (graph.hasLogDensity()) {
            Expr value = there.logDensity().add(volume);
            Expr least = Expr.of(Constant.of(Double.NEGATIVE_INFINITY));
            results.put(LOG_DENSITY, beyond.select(least, isFinite(value).select(value, least)));
        }
        // each coordinate is scaled by itself, so the gradient of the sum has all derivatives
        Expr slope = Autodiff.grad(preprocessing.line(), encoded).slice(1, 0, dim);
        Expr curve = Autodiff.grad(volume, encoded).slice(1, 0, dim);
        Expr score =
                preprocessing.scoreBeforeWhitening(there.score()).mul(slope).add(curve);
        Expr lost = beyond.maximum(anyBeyond(score)).expand(1);
        results.put(SCORE, lost.select(preprocessing.back(), score));
        return results;
    }

    /** 1 where |x| is a number in 32 bits, 0 where it is infinite or none. */
    private static Expr isFinite(Expr x) {
        return x.maximum(x.negate()).less(Expr.constant(PreprocessingGraph.BEYOND));
    }

    /** 1 for rows of which a number is infinite or none in 32 bits, else 0: [B]. */
    private static Expr anyBeyond(Expr rows) {
        return Expr.constant(1).sub(isFinite(rows)).max(-1);
    }
}
