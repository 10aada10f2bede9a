package org.slicedscore.models.model;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.slicedscore.api.Model;
import org.slicedscore.testkit.ModelContract;

/** The contract of models, for all that ship. */
class ModelContractsTest {
    @Nested
    class OfGaussian extends ModelContract {
        @Override
        protected Model model() {
            return new GaussianModel();
        }
    }

    @Nested
    class OfMixture extends ModelContract {
        @Override
        protected Model model() {
            return new GaussianMixtureModel();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("components", "3");
        }
    }

    @Nested
    class OfMixtureOfOne extends ModelContract {
        @Override
        protected Model model() {
            return new GaussianMixtureModel();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("components", "1");
        }
    }

    abstract static class OfNetwork extends ModelContract {
        abstract String activation();

        @Override
        protected Model model() {
            return new MlpEnergy();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "7,5", "activation", activation());
        }
    }

    @Nested
    class OfConvolutionalEnergy extends ModelContract {
        @Override
        protected Model model() {
            return new ConvEnergy();
        }

        @Override
        protected int[] dimensions() {
            return new int[] {12};
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("height", "2", "colours", "2", "channels", "3,4", "kernel", "2");
        }
    }

    @Nested
    class OfUnet extends ModelContract {
        @Override
        protected Model model() {
            return new UnetScore();
        }

        @Override
        protected int[] dimensions() {
            return new int[] {18};
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("height", "3", "colours", "2", "channels", "4,3", "groups", "2", "embedding", "3");
        }
    }

    @Nested
    class OfTanhEnergy extends OfNetwork {
        @Override
        String activation() {
            return "tanh";
        }
    }

    @Nested
    class OfSigmoidEnergy extends OfNetwork {
        @Override
        String activation() {
            return "sigmoid";
        }
    }

    @Nested
    class OfSoftplusEnergy extends OfNetwork {
        @Override
        String activation() {
            return "softplus";
        }
    }

    @Nested
    class OfSiluEnergy extends OfNetwork {
        @Override
        String activation() {
            return "silu";
        }
    }

    @Nested
    class OfEluEnergy extends OfNetwork {
        @Override
        String activation() {
            return "elu";
        }
    }

    @Nested
    class OfReluEnergy extends OfNetwork {
        @Override
        String activation() {
            return "relu";
        }

        @Override
        protected boolean hasCurvature() {
            return false;
        }
    }

    @Nested
    class OfScoreNetwork extends ModelContract {
        @Override
        protected Model model() {
            return new MlpScore();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "6", "activation", "silu");
        }
    }

    @Nested
    class OfNoiseScore extends ModelContract {
        @Override
        protected Model model() {
            return new NoiseScore();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "7,7,5", "activation", "tanh", "layer-norm", "false");
        }
    }

    @Nested
    class OfNormalisedNoiseScore extends ModelContract {
        @Override
        protected Model model() {
            return new NoiseScore();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "6,6", "layer-norm", "true");
        }
    }

    @Nested
    class OfNoiseEnergy extends ModelContract {
        @Override
        protected Model model() {
            return new NoiseEnergy();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "7,7");
        }
    }

    @Nested
    class OfNice extends ModelContract {
        @Override
        protected Model model() {
            return new Nice();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "6,5", "couplings", "3", "activation", "tanh");
        }

        @Override
        protected int[] dimensions() {
            return new int[] {2, 3, 6};
        }
    }

    @Nested
    class OfNiceOfOneCoupling extends ModelContract {
        @Override
        protected Model model() {
            return new Nice();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("hidden", "4", "couplings", "1");
        }

        @Override
        protected int[] dimensions() {
            return new int[] {2};
        }
    }

    @Nested
    class OfDeepKernelExponentialFamily extends ModelContract {
        @Override
        protected Model model() {
            return new DeepKernelExponentialFamily();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("inducing", "4", "kernels", "2", "width", "3");
        }
    }
}
