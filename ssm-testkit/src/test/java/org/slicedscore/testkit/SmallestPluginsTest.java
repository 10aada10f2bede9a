package org.slicedscore.testkit;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Generator;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;

/** The smallest plug-in of each kind that is of use, held to its contract: this is all that an author has to write. */
class SmallestPluginsTest {
    /** log p̃(x) = −Σ w_d x_d⁴. */
    public static final class Quartic implements LogDensityModel {
        @Override
        public String id() {
            return "quartic";
        }

        @Override
        public String description() {
            return "A density with light tails";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            Expr weight = scope.parameter("weight", Init.constant(1), x.dim(-1));
            return x.square().square().dot(weight).negate();
        }
    }

    /** Signs with a random length, 0 or √2. */
    public static final class Halting implements Projection {
        @Override
        public String id() {
            return "halting";
        }

        @Override
        public String description() {
            return "Random signs, half of them 0";
        }

        @Override
        public Expr sample(Draws draws) {
            Expr half = draws.uniform(draws.dimension()).less(Expr.constant(0.5));
            return draws.signs().mul(half).mul(Math.sqrt(2));
        }

        @Override
        public OptionalDouble secondMoment(int dimension, Options options) {
            return OptionalDouble.of(1);
        }
    }

    /** Score matching with a curvature from directions and a weight on it that is 1. */
    public static final class Hutchinson implements Objective {
        @Override
        public String id() {
            return "hutchinson";
        }

        @Override
        public String description() {
            return "Score matching with an estimated trace";
        }

        @Override
        public Expr loss(ScoreFunction model) {
            return model.curvature()
                    .mul(1 / model.secondMoment())
                    .add(model.score().square().sum(-1).mul(0.5));
        }
    }

    /** θ − ηg. */
    public static final class Descent implements Optimizer {
        @Override
        public String id() {
            return "descent";
        }

        @Override
        public String description() {
            return "Gradient descent";
        }

        @Override
        public Expr update(Step step) {
            return step.parameter().sub(step.learningRate().mul(step.gradient()));
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }
    }

    /** x + εξ, accepted by Metropolis. */
    public static final class Walk implements Sampler {
        @Override
        public String id() {
            return "walk";
        }

        @Override
        public String description() {
            return "Random-walk Metropolis";
        }

        @Override
        public OptionalDouble targetAcceptance(Options options) {
            return OptionalDouble.of(0.3);
        }

        @Override
        public Transition transition(Step step) {
            Point from = step.current();
            Point to = step.at(from.position().add(step.normal("move").mul(step.stepSize())));
            Expr acceptance = Sampler.acceptance(to.logDensity().sub(from.logDensity()));
            return new Transition(step.choose(step.uniform("accept").less(acceptance), to), acceptance);
        }
    }

    /** Uniform in [0, 1). */
    public static final class Uniform implements Generator {
        @Override
        public String id() {
            return "uniform";
        }

        @Override
        public String description() {
            return "One uniform column";
        }

        @Override
        public Source open(Options options) {
            return new Source() {
                @Override
                public int dim() {
                    return 1;
                }

                @Override
                public void draw(RandomNumbers random, double[] out, int from) {
                    out[from] = random.uniform();
                }
            };
        }
    }

    /** A byte B, and two columns of one byte each. */
    public static class Bytes implements DataFormat {
        @Override
        public String id() {
            return "bytes";
        }

        @Override
        public String description() {
            return "Rows of two bytes";
        }

        @Override
        public List<String> endings() {
            return List.of(".bytes");
        }

        @Override
        public Match matches(byte[] head) {
            return head.length > 0 && head[0] == 'B' ? Match.YES : Match.NO;
        }

        @Override
        public RowReader open(RowInput input, Options options) {
            byte[] bytes;
            try {
                bytes = input.stream().readAllBytes();
            } catch (IOException e) {
                throw SsmException.data("%s: cannot be read: %s", input.name(), e.getMessage());
            }
            if (matches(bytes) == Match.NO || bytes.length % 2 == 0) {
                throw SsmException.data("%s: found %d bytes, expected B and pairs", input.name(), bytes.length);
            }
            return new RowReader() {
                private int at = -1;

                @Override
                public List<String> columns() {
                    return List.of("first", "second");
                }

                @Override
                public boolean next() {
                    at += 2;
                    return at < bytes.length;
                }

                @Override
                public double number(int column) {
                    return bytes[at + column];
                }

                @Override
                public String text(int column) {
                    return String.valueOf(bytes[at + column]);
                }

                @Override
                public String place() {
                    return "row " + (at + 1) / 2;
                }
            };
        }

        @Override
        public List<Sample> samplesForChecks() {
            return List.of(
                    new Sample(
                            "three.bytes",
                            new byte[] {'B', 1, 2, 3, 4, 5, 6},
                            List.of("first", "second"),
                            new double[][] {{1, 2}, {3, 4}, {5, 6}}),
                    new Sample(
                            "one.bytes", new byte[] {'B', 7, 8}, List.of("first", "second"), new double[][] {{7, 8}}));
        }
    }

    /** Hands everything to another backend. */
    public static final class Delegating implements BackendProvider {
        private final BackendProvider other = new ReferenceBackendProvider();

        @Override
        public String id() {
            return "delegating";
        }

        @Override
        public String description() {
            return "Another backend by another name";
        }

        @Override
        public Probe probe() {
            return other.probe();
        }

        @Override
        public Backend open(Device device, BackendSettings settings) {
            return other.open(device, settings);
        }
    }

    @Nested
    class QuarticContract extends ModelContract {
        @Override
        protected Model model() {
            return new Quartic();
        }
    }

    @Nested
    class HaltingContract extends ProjectionContract {
        @Override
        protected Projection projection() {
            return new Halting();
        }
    }

    @Nested
    class HutchinsonContract extends ObjectiveContract {
        @Override
        protected Objective objective() {
            return new Hutchinson();
        }
    }

    @Nested
    class DescentContract extends OptimizerContract {
        @Override
        protected Optimizer optimizer() {
            return new Descent();
        }
    }

    @Nested
    class WalkContract extends SamplerContract {
        @Override
        protected Sampler sampler() {
            return new Walk();
        }
    }

    @Nested
    class UniformContract extends GeneratorContract {
        @Override
        protected Generator generator() {
            return new Uniform();
        }
    }

    @Nested
    class BytesContract extends DataFormatContract {
        @Override
        protected DataFormat format() {
            return new Bytes();
        }
    }

    /** Not the whole contract, for the arithmetic is the other backend's. */
    @Test
    void delegatingBackendKeepsItsContract() {
        BackendContract contract = new BackendContract() {
            @Override
            protected BackendProvider provider() {
                return new Delegating();
            }
        };
        contract.probeSaysWhatThereIs();
        contract.memoryKeepsWhatIsWritten();
        contract.unknownNamesAreRefused();
        contract.runsAreIndependent();
        contract.variablesAreAssignedAtTheEnd();
    }
}
