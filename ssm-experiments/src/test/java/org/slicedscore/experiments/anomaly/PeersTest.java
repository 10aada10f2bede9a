package org.slicedscore.experiments.anomaly;

import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Detector;
import org.slicedscore.testkit.DetectorContract;

/** The contract of detectors, for those that are compared with. */
class PeersTest {
    @Nested
    class OfIsolationForest extends DetectorContract {
        @Override
        protected Detector detector() {
            return new IsolationForest();
        }
    }

    @Nested
    class OfLocalOutlierFactor extends DetectorContract {
        @Override
        protected Detector detector() {
            return new LocalOutlierFactor();
        }
    }

    @Nested
    class OfEcod extends DetectorContract {
        @Override
        protected Detector detector() {
            return new Ecod();
        }
    }
}
