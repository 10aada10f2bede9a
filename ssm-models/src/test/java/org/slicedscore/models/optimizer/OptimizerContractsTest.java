package org.slicedscore.models.optimizer;

import java.util.Map;
import java.util.OptionalDouble;
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

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(parameter - learningRate * gradient / (Math.abs(gradient) + 1e-8));
        }
    }

    @Nested
    class OfAdamWithDecay extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Adam();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("weight-decay", "0.001");
        }

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(
                    parameter - learningRate * (gradient / (Math.abs(gradient) + 1e-8) + 0.001 * parameter));
        }
    }

    @Nested
    class OfRmsProp extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new RmsProp();
        }

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(parameter - learningRate * gradient / (0.1 * Math.abs(gradient) + 1e-8));
        }
    }

    @Nested
    class OfSgd extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Sgd();
        }

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(parameter - learningRate * gradient);
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

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(parameter - learningRate * gradient);
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

        @Override
        protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
            return OptionalDouble.of(parameter - learningRate * 1.9 * gradient);
        }
    }
}
