package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.LevelSampler.Descent;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/** Samplers through noise levels with one mistake each fail their contract, which says what is wrong. */
class LevelSamplersFailTest {
    private static final int STEPS = 60;

    private record Wrong(Function<Descent, Expr> formula, double first) implements LevelSampler {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A sampler with a mistake";
        }

        @Override
        public double[] levels(double most, double least, Options options) {
            return LevelSampler.spaced(first * most, least, STEPS, 7);
        }

        @Override
        public Expr descend(Descent step) {
            return formula.apply(step);
        }
    }

    private static LevelSamplerContract sampler(Function<Descent, Expr> formula, double first) {
        return new LevelSamplerContract() {
            @Override
            protected LevelSampler sampler() {
                return new Wrong(formula, first);
            }
        };
    }

    /** Euler's method with a factor on the slope. */
    private static Expr euler(Descent step, double factor) {
        Expr slope = step.score(step.rows(), step.level()).mul(step.level()).mul(-factor);
        return step.rows().add(slope.mul(step.next().sub(step.level())));
    }

    @Test
    void aSlopeThatIsTooLarge() {
        assertFails(sampler(s -> euler(s, 2), 1)::rowsArriveAtTheDensity, "is not that of the density");
    }

    @Test
    void levelsThatStartElsewhere() {
        assertFails(sampler(s -> euler(s, 1), 0.5)::levelsFall, "the first is another");
    }

    @Test
    void rowsThatForgetWhereTheyWere() {
        assertFails(
                sampler(s -> s.normal("anew").mul(s.next().add(1)), 1)::rowsDependOnTheSeedAlone,
                "two starts give the same rows");
    }

    @Test
    void rowsThatSeeEachOther() {
        assertFails(
                sampler(s -> euler(s, 1).sub(s.rows().mean(0).mul(0.01)), 1)::rowsDoNotSeeEachOther,
                "reduce along columns, not along rows");
    }

    @Test
    void rowsOfAnotherShape() {
        assertFails(
                sampler(s -> s.rows().sum(-1), 1)::rowsAreFinite, "the rows at the next level have the wrong shape");
    }

    @Test
    void rowsThatAreNotFinite() {
        assertFails(
                sampler(s -> s.rows().div(s.level().sub(s.level())), 1)::rowsAreFinite,
                "the number at this position is not finite");
    }
}
