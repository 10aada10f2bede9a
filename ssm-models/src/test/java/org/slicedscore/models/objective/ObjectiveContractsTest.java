package org.slicedscore.models.objective;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
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
            return new CurvaturePropagationObjective();
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
