package org.slicedscore.models.detector;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Detector;
import org.slicedscore.testkit.DetectorContract;

/** The contract of detectors, for those of this module. */
class DetectorContractsTest {
    @Nested
    class OfNearestNeighbours extends DetectorContract {
        @Override
        protected Detector detector() {
            return new NearestNeighbours();
        }
    }

    @Nested
    class OfTheNearestNeighbour extends DetectorContract {
        @Override
        protected Detector detector() {
            return new NearestNeighbours();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("k", "1");
        }
    }

    @Nested
    class OfMahalanobis extends DetectorContract {
        @Override
        protected Detector detector() {
            return new Mahalanobis();
        }
    }

    @Nested
    class OfKernelDensity extends DetectorContract {
        @Override
        protected Detector detector() {
            return new KernelDensity();
        }
    }

    @Nested
    class OfWhitenedKernelDensity extends DetectorContract {
        @Override
        protected Detector detector() {
            return new KernelDensity();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("whiten", "true", "bandwidth", "0.3");
        }
    }
}
