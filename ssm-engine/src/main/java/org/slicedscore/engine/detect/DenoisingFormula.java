package org.slicedscore.engine.detect;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.score.ModelGraph;

/** What {@link Denoising} computes, as an expression: each row with all levels and draws of noise at once. */
final class DenoisingFormula implements Detector.Formula {
    /** Far out the network may overflow: as strange as can be, and no NaN. */
    private static final double MOST = 1e35;

    private final ModelGraph graph;
    private final DenoisingNoise noise;

    DenoisingFormula(ModelGraph graph, DenoisingNoise noise) {
        this.graph = graph;
        this.noise = noise;
    }

    /** The scorer has its own program. */
    @Override
    public boolean compiled() {
        return false;
    }

    @Override
    public Expr scores(Expr rows, Map<String, Expr> arrays) {
        return errors(rows, arrays).sum(-1);
    }

    @Override
    public Optional<Expr> contributions(Expr rows, Map<String, Expr> arrays) {
        return Optional.of(errors(rows, arrays));
    }

    /** The mean square errors of the predicted noise, [B,D]. */
    private Expr errors(Expr rows, Map<String, Expr> arrays) {
        int b = rows.dim(0);
        int dim = rows.dim(1);
        int draws = noise.noise().length;
        int each = noise.levels().length * draws;
        double[] sigma = new double[each];
        double[] epsilon = new double[each * dim];
        double[] moved = new double[each * dim];
        for (int e = 0; e < each; e++) {
            sigma[e] = noise.levels()[e / draws];
            for (int j = 0; j < dim; j++) {
                epsilon[e * dim + j] = noise.noise()[e % draws][j];
                moved[e * dim + j] = noise.levels()[e / draws] * noise.noise()[e % draws][j];
            }
        }
        Shape whole = Shape.of(b, each, dim);
        Expr x = rows.expand(1)
                .add(Expr.constant(Shape.of(each, dim), moved))
                .broadcastTo(whole)
                .reshape(b * each, dim);
        Expr levels = Expr.constant(Shape.of(each), sigma);
        Expr all = levels.broadcastTo(Shape.of(b, each)).reshape(b * each);
        Expr score = TrainedState.in(graph.at(all).score(x), arrays).reshape(b, each, dim);
        Expr error = score.mul(levels.expand(1)).add(Expr.constant(Shape.of(each, dim), epsilon));
        Expr square = error.square();
        Expr most = Expr.constant(MOST);
        return square.less(most).select(square, most).sum(1).mul(1.0 / each);
    }
}
