package org.slicedscore.testkit;

import java.util.OptionalDouble;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Projection;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** N(0, I/a) with one parameter, as a log-density and as a score: every effect of an objective on it is known. */
final class Isotropic {
    static final String PARAMETER = "a";

    private Isotropic() {}

    /** −½a‖x‖² + ½D ln(a/2π), which is normalised for a > 0. */
    static final class Energy implements LogDensityModel {
        @Override
        public String id() {
            return "isotropic-energy";
        }

        @Override
        public String description() {
            return "A Gaussian of one precision";
        }

        @Override
        public boolean normalised() {
            return true;
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            Expr a = scope.parameter(PARAMETER, Init.constant(1));
            Expr least = Expr.constant(1e-6); // a < 0 is not a density; keep the normaliser's logarithm finite
            Expr logNorm = a.less(least)
                    .select(least, a)
                    .log()
                    .sub(Math.log(2 * Math.PI))
                    .mul(0.5 * x.dim(-1));
            return x.square().sum(-1).mul(a).mul(-0.5).add(logNorm);
        }
    }

    /** −ax. */
    static final class Field implements ScoreModel {
        @Override
        public String id() {
            return "isotropic-score";
        }

        @Override
        public String description() {
            return "The score of a Gaussian of one precision";
        }

        @Override
        public Expr score(Expr x, ModelScope scope) {
            return x.mul(scope.parameter(PARAMETER, Init.constant(1))).negate();
        }
    }

    /** N(0, I). */
    static final class Normal implements Projection {
        @Override
        public String id() {
            return "normal";
        }

        @Override
        public String description() {
            return "Standard normal directions";
        }

        @Override
        public Expr sample(Draws draws) {
            return draws.normal();
        }

        @Override
        public OptionalDouble secondMoment(int dimension, Options options) {
            return OptionalDouble.of(1);
        }
    }
}
