package org.slicedscore.testkit;

import java.util.HashMap;
import java.util.Map;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;

/** Rows going down through the noise levels of a known density in double precision. */
final class LevelPath {
    private static final String ROWS = "rows";
    private static final String LEVEL = "level";
    private static final String NEXT = "next level";

    private final KnownDensity target;
    private final Shape shape;
    private final Options options;
    private final Expr end;

    /**
     * Builds the formula.
     *
     * @param name of the sampler, for messages
     */
    LevelPath(String name, LevelSampler sampler, Options options, KnownDensity target, int rows) {
        this.target = target;
        this.options = options;
        shape = Shape.of(rows, target.dim());
        end = sampler.descend(new Descent());
        Expect.assertEquals(shape, end.shape(), name + ": the rows at the next level have the wrong shape");
    }

    /** The rows at the last of some levels. */
    double[] run(double[] start, double[] levels, long seed, int firstRow) {
        double[] rows = start;
        for (int i = 1; i < levels.length; i++) {
            rows = new Oracle(seed, i, firstRow)
                    .bind(ROWS, rows)
                    .bind(LEVEL, new double[] {levels[i - 1]})
                    .bind(NEXT, new double[] {levels[i]})
                    .of(end);
        }
        return rows;
    }

    private final class Descent implements LevelSampler.Descent {
        private final Expr rows = Expr.of(new Primitive.Input(ROWS, shape));
        private final Expr level = Expr.of(new Primitive.Input(LEVEL, Shape.SCALAR));
        private final Expr next = Expr.of(new Primitive.Input(NEXT, Shape.SCALAR));
        private final Map<String, Expr> random = new HashMap<>();

        @Override
        public Expr rows() {
            return rows;
        }

        @Override
        public Expr level() {
            return level;
        }

        @Override
        public Expr next() {
            return next;
        }

        @Override
        public Expr score(Expr x, Expr sigma) {
            return Autodiff.grad(target.logDensity(x, sigma.square()), x);
        }

        @Override
        public Expr normal(String purpose) {
            return random.computeIfAbsent(
                    purpose, p -> Expr.of(new Primitive.Random(Distribution.NORMAL, "normal." + p, shape)));
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
