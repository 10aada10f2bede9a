package org.slicedscore.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.models.model.MlpEnergy;
import org.slicedscore.models.projection.Rademacher;
import org.slicedscore.models.projection.UnitSphere;
import org.slicedscore.testkit.ObjectiveContract;

/** The contract of objectives, for all that ship. */
class ObjectiveContractsTest {
    @Nested
    class OfScoreMatching extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new ScoreMatching();
        }
    }

    @Nested
    class OfSlicedScoreMatching extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new SlicedScoreMatching();
        }
    }

    @Nested
    class OfSlicedScoreMatchingOnTheUnitSphere extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new SlicedScoreMatching();
        }

        @Override
        protected Projection projection() {
            return new UnitSphere();
        }
    }

    @Nested
    class OfVarianceReduced extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new VarianceReduced();
        }
    }

    /** Where c is 1/D: with c = 1 the precision would come out as 1/D. */
    @Nested
    class OfVarianceReducedOnTheUnitSphere extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new VarianceReduced();
        }

        @Override
        protected Projection projection() {
            return new UnitSphere();
        }
    }

    @Nested
    class OfDenoising extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new DenoisingScoreMatching();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("sigma", "0.5");
        }
    }

    /** With the width that is the default. */
    @Nested
    class OfDenoisingByDefault extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new DenoisingScoreMatching();
        }
    }

    @Nested
    class OfFiniteDifferences extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new FiniteDifferenceSlicedScoreMatching();
        }
    }

    /** Differences in other steps than the directions' own lengths. */
    @Nested
    class OfFiniteDifferencesOnTheUnitSphere extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new FiniteDifferenceSlicedScoreMatching();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("epsilon", "0.5");
        }

        @Override
        protected Projection projection() {
            return new UnitSphere();
        }
    }

    @Nested
    class OfCurvaturePropagation extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new CurvaturePropagation();
        }

        /** On N(0, I/a) all signs are squared and the estimate is exact: a network has to tell. */
        @Override
        protected void randomNumbersAreFresh() {
            MlpEnergy energy = new MlpEnergy();
            ModelGraph model =
                    new ModelGraph(energy, Options.parse("model", energy.options(), Map.of("hidden", "3,3")), 2);
            Expr x = Expr.constant(Shape.of(1, 2), 0.3, -0.8);
            Options options = Options.defaults(objective().options());
            ScoreGraph score = new ScoreGraph(
                    model, x, Directions.random(new Rademacher(), Options.NONE, 1), Noise.RANDOM, options);
            Expr loss = objective().loss(score);
            Map<String, double[]> values = new HashMap<>();
            Random random = new Random(1);
            model.parameters()
                    .forEach((name, p) ->
                            values.put(name, random.doubles(p.shape().size()).toArray()));
            double first = new Interpreter(values, 0, 1, 0).evaluate(loss)[0];
            assertEquals(first, new Interpreter(values, 0, 1, 0).evaluate(loss)[0]);
            assertNotEquals(first, new Interpreter(values, 0, 2, 0).evaluate(loss)[0]);
            assertNotEquals(first, new Interpreter(values, 1, 1, 0).evaluate(loss)[0]);
        }
    }

    @Nested
    class OfApproximateBackPropagation extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new ApproximateBackPropagation();
        }
    }

    @Nested
    class OfMaximumLikelihood extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new MaximumLikelihood();
        }
    }
}
