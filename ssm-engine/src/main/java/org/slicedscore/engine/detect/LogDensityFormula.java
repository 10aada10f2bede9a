package org.slicedscore.engine.detect;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.train.TrainingComponents;

/** What {@link LogDensityScorer} computes of a model at one noise level, as an expression. */
final class LogDensityFormula implements Detector.Formula {
    private final TrainingComponents components;

    LogDensityFormula(TrainingComponents components) {
        this.components = components;
    }

    /** The scorer has its own program. */
    @Override
    public boolean compiled() {
        return false;
    }

    @Override
    public Expr scores(Expr rows, Map<String, Expr> arrays) {
        return TrainedState.in(components.graph().logDensity(rows), arrays).negate();
    }

    @Override
    public Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
        int b = rows.dim(0);
        int dim = rows.dim(1);
        int points = LogDensityScorer.POINTS;
        Expr from = nearest(rows, arrays.get(LogDensityDetector.KEPT));
        Expr way = rows.sub(from);
        double[] shares = new double[points];
        for (int p = 0; p < points; p++) {
            shares[p] = (p + 0.5) / points;
        }
        Expr path = from.expand(1)
                .add(way.expand(1).mul(Expr.constant(Shape.of(points, 1), shares)))
                .reshape(b * points, dim);
        ModelGraph graph = components.graph();
        Expr scores = TrainedState.in(components.score(graph, path, 1).score(), arrays);
        Expr parts = scores.reshape(b, points, dim).sum(1).mul(way).mul(-1.0 / points);
        Expr sum = parts.sum(-1).expand(1);
        Expr score = scores(rows, arrays).expand(1);
        Expr known = Expr.constant(0)
                .less(sum.maximum(sum.negate()))
                .mul(RowFormulas.isFinite(sum))
                .mul(RowFormulas.isFinite(score));
        Expr divided = parts.mul(score.div(known.select(sum, Expr.constant(1))));
        return Optional.of(known.select(divided, score.mul(1.0 / dim).broadcastTo(parts.shape())));
    }

    /** The nearest of the kept rows; of rows equally far, their mean. */
    private static Expr nearest(Expr rows, Expr kept) {
        Expr distances = rows.expand(1).sub(kept).square().sum(-1);
        Expr least = distances.negate().max(-1).negate().expand(1);
        Expr here = RowFormulas.not(least.less(distances));
        return here.matmul(kept).div(here.sum(-1).expand(1));
    }
}
