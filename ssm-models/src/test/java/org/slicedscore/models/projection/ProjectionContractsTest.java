package org.slicedscore.models.projection;

import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Projection;
import org.slicedscore.testkit.ProjectionContract;

/** The contract of projections, for all that ship. */
class ProjectionContractsTest {
    @Nested
    class OfGaussian extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new GaussianProjection();
        }
    }

    @Nested
    class OfRademacher extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new Rademacher();
        }
    }

    @Nested
    class OfSphere extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new Sphere();
        }
    }

    @Nested
    class OfUnitSphere extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new UnitSphere();
        }
    }

    @Nested
    class OfBasis extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new Basis();
        }
    }

    @Nested
    class OfOrthogonal extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new Orthogonal();
        }

        @Override
        protected int[] directions() {
            return new int[] {1, 2, 7};
        }
    }
}
