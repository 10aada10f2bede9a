package org.slicedscore.models.sampler;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.Sampler;
import org.slicedscore.testkit.LevelSamplerContract;
import org.slicedscore.testkit.SamplerContract;

/** The contract of samplers, for all that ship. */
class SamplerContractsTest {
    @Nested
    class OfHmc extends SamplerContract {
        @Override
        protected Sampler sampler() {
            return new Hmc();
        }
    }

    @Nested
    class OfHmcWithoutJitter extends SamplerContract {
        @Override
        protected Sampler sampler() {
            return new Hmc();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("leapfrog-steps", "3", "jitter", "0");
        }
    }

    @Nested
    class OfMala extends SamplerContract {
        @Override
        protected Sampler sampler() {
            return new Mala();
        }
    }

    @Nested
    class OfLangevin extends SamplerContract {
        @Override
        protected Sampler sampler() {
            return new Langevin();
        }
    }

    @Nested
    class OfHeun extends LevelSamplerContract {
        @Override
        protected LevelSampler sampler() {
            return new Heun();
        }
    }

    @Nested
    class OfStochasticHeun extends LevelSamplerContract {
        @Override
        protected LevelSampler sampler() {
            return new StochasticHeun();
        }
    }

    @Nested
    class OfPredictorCorrector extends LevelSamplerContract {
        @Override
        protected LevelSampler sampler() {
            return new PredictorCorrector();
        }
    }
}
