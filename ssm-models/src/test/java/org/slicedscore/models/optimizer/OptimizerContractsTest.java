package org.slicedscore.models.optimizer;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Optimizer;
import org.slicedscore.testkit.OptimizerContract;

/** The contract of optimisers, for all that ship. */
class OptimizerContractsTest {
    @Nested
    class OfAdam extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Adam();
        }
    }

    @Nested
    class OfRmsProp extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new RmsProp();
        }
    }

    @Nested
    class OfSgd extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Sgd();
        }
    }

    @Nested
    class OfPlainSgd extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Sgd();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("momentum", "0");
        }
    }

    @Nested
    class OfNesterov extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Sgd();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("nesterov", "true");
        }
    }
}
