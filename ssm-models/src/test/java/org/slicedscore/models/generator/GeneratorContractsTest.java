package org.slicedscore.models.generator;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Generator;
import org.slicedscore.testkit.GeneratorContract;

/** The contract of generators, for those of this module. */
class GeneratorContractsTest {
    @Nested
    class OfMixture extends GeneratorContract {
        @Override
        protected Generator generator() {
            return new Mixture();
        }
    }

    @Nested
    class OfMixtureInFiveColumns extends GeneratorContract {
        @Override
        protected Generator generator() {
            return new Mixture();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("d", "5", "components", "3", "means", "7");
        }
    }

    @Nested
    class OfPushForward extends GeneratorContract {
        @Override
        protected Generator generator() {
            return new PushForward();
        }
    }
}
