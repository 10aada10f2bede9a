package org.slicedscore.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.Model;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;

/** The mistakes that contracts are there to find, each made once: the contract fails and says what is wrong. */
class ContractsFailTest {
    static void assertFails(Executable contract, String... words) {
        AssertionFailedError e = assertThrows(AssertionFailedError.class, contract);
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), "'" + word + "' is not in: " + e.getMessage());
        }
    }

    // ---- models ---------------------------------------------------------------------------------------------------

    private record Formula(BiFunction<Expr, ModelScope, Expr> formula, boolean normalised) implements LogDensityModel {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A model with a mistake";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            return formula.apply(x, scope);
        }
    }

    private static ModelContract model(BiFunction<Expr, ModelScope, Expr> formula) {
        return model(formula, false);
    }

    private static ModelContract model(BiFunction<Expr, ModelScope, Expr> formula, boolean normalised) {
        return new ModelContract() {
            @Override
            protected Model model() {
                return new Formula(formula, normalised);
            }
        };
    }

    private static Expr weight(Expr x, ModelScope scope) {
        return scope.parameter("weight", Init.normal(1), x.dim(-1));
    }

    @Test
    void aModelThatMixesRows() {
        ModelContract c =
                model((x, s) -> x.sub(x.mean(0)).square().dot(weight(x, s)).negate());
        assertFails(c::rowsDoNotSeeEachOther, "wrong", "among others");
    }

    @Test
    void aModelWithoutRowsInItsShape() {
        assertFails(model((x, s) -> x.mul(weight(x, s)))::valueHasOneEntryARow, "one number a row");
    }

    @Test
    void aModelWhoseParameterGrowsWithTheBatch() {
        ModelContract c = model((x, s) -> x.square().sum(-1).mul(s.parameter("w", Init.constant(1), x.dim(0))));
        assertFails(c::parametersDoNotDependOnTheBatch, "batches of 1 and 5");
    }

    @Test
    void aModelThatForgetsAParameter() {
        ModelContract c = model((x, s) -> {
            weight(x, s);
            return x.square().dot(s.parameter("used", Init.constant(1), x.dim(-1)));
        });
        assertFails(c::everyParameterIsUsed, "'weight'");
    }

    @Test
    void aModelOfOneNameAndTwoShapes() {
        ModelContract c = model((x, s) -> x.square()
                .dot(weight(x, s))
                .mul(s.parameter("weight", Init.constant(1), 1, x.dim(-1)).sum()));
        assertFails(c::valueHasOneEntryARow, "two shapes");
    }

    @Test
    void aModelThatRollsDice() {
        ModelContract c = model((x, s) -> x.square()
                .dot(weight(x, s))
                .add(Expr.of(new Primitive.Random(Distribution.NORMAL, "dice", Shape.of(x.dim(0))))));
        assertFails(c::dependsOnRowsAndParametersAlone, "random");
    }

    @Test
    void aModelWithFirstValuesOfItsOwn() {
        double[] count = {0};
        Init counting = (shape, source) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            values[0] = count[0]++;
            return values;
        };
        ModelContract c = model((x, s) -> x.square().dot(s.parameter("w", counting, x.dim(-1))));
        assertFails(c::firstValuesAreFiniteAndRepeat, "same seed");
    }

    @Test
    void aModelWithoutCurvature() {
        assertFails(model((x, s) -> x.dot(weight(x, s)))::curvatureIsTheSlopeOfTheScore, "0 everywhere");
    }

    @Test
    void aModelThatIsNotNormalised() {
        ModelContract c = model(
                (x, s) -> x.sub(s.parameter("mean", Init.constant(0), x.dim(-1)))
                        .square()
                        .sum(-1)
                        .mul(-0.5),
                true);
        assertFails(c::normalisedMeansThatItIntegratesToOne, "normalised()");
    }

    @Test
    void aModelThatOverflows() {
        ModelContract c = model((x, s) -> x.mul(1e3).exp().dot(weight(x, s)).negate());
        assertFails(c::firstValuesAreFiniteAndRepeat, "not finite");
    }

    // ---- projections ----------------------------------------------------------------------------------------------

    private record Directions(Function<Projection.Draws, Expr> sampler, OptionalDouble c) implements Projection {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A projection with a mistake";
        }

        @Override
        public Expr sample(Draws draws) {
            return sampler.apply(draws);
        }

        @Override
        public OptionalDouble secondMoment(int dimension, Options options) {
            return c;
        }
    }

    private static ProjectionContract projection(Function<Projection.Draws, Expr> sampler, OptionalDouble c) {
        return new ProjectionContract() {
            @Override
            protected Projection projection() {
                return new Directions(sampler, c);
            }
        };
    }

    @Test
    void aProjectionThatDeclaresAnotherFactor() {
        ProjectionContract c = projection(
                d -> {
                    Expr n = d.normal();
                    return n.div(n.square().sum(-1).sqrt().expand(-1));
                },
                OptionalDouble.of(1));
        assertFails(c::secondMomentIsWhatIsDeclared, "secondMoment()");
    }

    @Test
    void aProjectionThatIsNotIsotropic() {
        ProjectionContract c =
                projection(d -> d.normal().add(d.normal().slice(-1, 0, 1)).mul(Math.sqrt(0.5)), OptionalDouble.of(1));
        assertFails(c::secondMomentIsWhatIsDeclared, "secondMoment()");
    }

    @Test
    void aProjectionThatNeverLooksSomewhere() {
        ProjectionContract c = projection(
                d -> d.normal().slice(-1, 0, 1).broadcastTo(Shape.of(d.directions(), d.rows(), d.dimension())),
                OptionalDouble.empty());
        assertFails(c::secondMomentIsWhatIsDeclared, "positive definite");
    }

    @Test
    void aProjectionThatIsDrawnOnce() {
        ProjectionContract c = projection(
                d -> Expr.filled(1, Shape.of(d.directions(), d.rows(), d.dimension())), OptionalDouble.empty());
        assertFails(c::directionsAreFresh, "two steps");
    }

    @Test
    void aProjectionWithOneDirectionForAllRows() {
        ProjectionContract c = projection(
                d -> d.normal().slice(1, 0, 1).broadcastTo(Shape.of(d.directions(), d.rows(), d.dimension())),
                OptionalDouble.of(1));
        assertFails(c::directionsAreFresh, "all rows");
        assertFails(c::directionsDependOnTheKeyAlone, "neighbours");
    }

    @Test
    void aProjectionOfAnotherShape() {
        assertFails(
                projection(d -> d.uniform(1), OptionalDouble.empty())::directionsAreOneVectorForEachRowAndDirection,
                "wrong shape");
    }

    // ---- objectives -----------------------------------------------------------------------------------------------

    private record Loss(Function<ScoreFunction, Expr> formula) implements Objective {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "An objective with a mistake";
        }

        @Override
        public Expr loss(ScoreFunction model) {
            return formula.apply(model);
        }
    }

    private static ObjectiveContract objective(Function<ScoreFunction, Expr> formula) {
        return new ObjectiveContract() {
            @Override
            protected Objective objective() {
                return new Loss(formula);
            }
        };
    }

    private static Expr half(Expr s) {
        return s.square().sum(-1).mul(0.5);
    }

    @Test
    void anObjectiveWithTheWrongSign() {
        ObjectiveContract c = objective(m -> half(m.score()).sub(m.curvature()));
        assertFails(c::signOfTheEnergyIsSeen, "sign");
    }

    @Test
    void anObjectiveWithoutItsHalf() {
        ObjectiveContract c =
                objective(m -> m.curvature().add(m.score().square().sum(-1)));
        assertFails(c::leastLossIsAtTheDatasPrecision, "factor");
    }

    @Test
    void anObjectiveThatSumsOverDirections() {
        ObjectiveContract c = objective(m -> m.curvatures().sum(0).add(half(m.score())));
        assertFails(c::leastLossIsAtTheDatasPrecision, "M = 3");
    }

    @Test
    void anObjectiveThatAveragesRows() {
        ObjectiveContract c = objective(m -> m.curvature()
                .add(half(m.score()))
                .mean()
                .broadcastTo(m.curvature().shape()));
        assertFails(c::rowsDoNotSeeEachOther, "among others");
    }

    @Test
    void anObjectiveWithOneLossForTheBatch() {
        assertFails(objective(m -> m.curvature().mean())::lossHasOneEntryARow, "wrong shape");
    }

    @Test
    void anObjectiveThatDoesNotSayThatItNeedsNoDirections() {
        assertFails(objective(m -> m.trace().add(half(m.score())))::slicedSaysWhetherDirectionsAreUsed, "sliced()");
    }

    // ---- optimisers -----------------------------------------------------------------------------------------------

    private record Rule(Function<Optimizer.Step, Expr> rule) implements Optimizer {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "An optimiser with a mistake";
        }

        @Override
        public Expr update(Step step) {
            return rule.apply(step);
        }

        @Override
        public double defaultLearningRate() {
            return 0.1;
        }
    }

    private static OptimizerContract optimizer(Function<Optimizer.Step, Expr> rule) {
        return new OptimizerContract() {
            @Override
            protected Optimizer optimizer() {
                return new Rule(rule);
            }
        };
    }

    @Test
    void anOptimizerThatAscends() {
        assertFails(
                optimizer(s -> s.parameter().add(s.gradient().mul(s.learningRate())))::firstStepDescends, "against it");
    }

    @Test
    void anOptimizerThatForgetsItsState() {
        assertFails(
                optimizer(s -> s.parameter().sub(s.state("u").add(s.gradient()).mul(s.learningRate())))
                        ::firstStepDescends,
                "never kept");
    }

    @Test
    void anOptimizerWithoutALearningRate() {
        assertFails(
                optimizer(s -> s.parameter().sub(s.gradient().mul(0.01)))::learningRateScalesTheStep,
                "learning rate is 0");
    }

    @Test
    void anOptimizerThatDividesByZero() {
        assertFails(
                optimizer(s -> s.parameter()
                        .sub(s.learningRate()
                                .mul(s.gradient().div(s.gradient().square().sqrt()))))::gradientOfZeroMovesNothing,
                "NaN");
    }

    @Test
    void anOptimizerThatDrifts() {
        assertFails(
                optimizer(
                        s -> s.parameter().sub(s.learningRate().mul(s.gradient().add(1))))::gradientOfZeroMovesNothing,
                "must stay");
    }

    @Test
    void anOptimizerForMatricesAlone() {
        OptimizerContract c = optimizer(s ->
                s.parameter().sub(s.learningRate().mul(s.gradient()).mul(Expr.filled(1, Shape.of(2, 3)))));
        assertFails(c::anyShapeIsMoved, "update() has not the parameter's shape");
    }

    @Test
    void anOptimizerWithNoiseOfItsOwn() {
        OptimizerContract c = optimizer(s -> s.parameter()
                .sub(s.learningRate().mul(s.gradient()))
                .add(Expr.of(new Primitive.Random(
                        Distribution.NORMAL, "noise", s.parameter().shape()))));
        assertFails(c::dependsOnItsInputsAlone, "did not get from its step");
    }

    @Test
    void anOptimizerThatIsNotThatOfThePaper() {
        OptimizerContract c = new OptimizerContract() {
            @Override
            protected Optimizer optimizer() {
                return new Rule(s ->
                        s.parameter().sub(s.learningRate().mul(s.gradient()).mul(0.5)));
            }

            @Override
            protected OptionalDouble firstStep(double parameter, double gradient, double learningRate) {
                return OptionalDouble.of(parameter - learningRate * gradient);
            }
        };
        assertFails(c::firstStepIsThatOfThePaper, "by hand");
    }

    @Test
    void anOptimizerWithAnOptionThatBreaksIt() {
        Option<Double> damping = Option.number("damping", 1, 0, 1, "What the step is divided by");
        Optimizer divides = new Optimizer() {
            @Override
            public String id() {
                return "wrong";
            }

            @Override
            public String description() {
                return "An optimiser with a mistake";
            }

            @Override
            public List<Option<?>> options() {
                return List.of(damping);
            }

            @Override
            public Expr update(Step step) {
                return step.parameter()
                        .sub(step.learningRate().mul(step.gradient()).div(step.option(damping)));
            }

            @Override
            public double defaultLearningRate() {
                return 0.1;
            }
        };
        OptimizerContract c = (OptimizerContract) ContractRun.contractOf(divides, Map.of());
        assertFails(c::optionsWork, "'damping' at '0'", "narrow");
    }

    // ---- backends -------------------------------------------------------------------------------------------------

    /** The reference backend with one instruction of each plan tampered with. */
    private record Tampered(Function<Instruction, Instruction> change) implements BackendProvider {
        private static final BackendProvider REFERENCE = new ReferenceBackendProvider();

        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A backend with a mistake";
        }

        @Override
        public Probe probe() {
            return REFERENCE.probe();
        }

        @Override
        public Backend open(Device device, BackendSettings settings) {
            Backend reference = REFERENCE.open(device, settings);
            return new Backend() {
                @Override
                public Device device() {
                    return reference.device();
                }

                @Override
                public int threads() {
                    return reference.threads();
                }

                @Override
                public Memory allocate(long elements) {
                    return reference.allocate(elements);
                }

                @Override
                public org.slicedscore.api.backend.Executable compile(Plan plan, Map<String, Memory> variables) {
                    return reference.compile(
                            new Plan(
                                    plan.name(),
                                    plan.buffers(),
                                    plan.instructions().stream().map(change).toList(),
                                    plan.arenaSize()),
                            variables);
                }

                @Override
                public void close() {
                    reference.close();
                }
            };
        }
    }

    private static BackendContract backend(Function<Instruction, Instruction> change) {
        return new BackendContract() {
            @Override
            protected BackendProvider provider() {
                return new Tampered(change);
            }
        };
    }

    @Test
    void aBackendThatForgetsTheTailOfProducts() {
        BackendContract c = backend(i -> i instanceof Instruction.MatMul m && m.k() % 8 == 1 && m.k() > 1
                ? new Instruction.MatMul(m.batch(), m.m(), m.n(), m.k() - 1, m.a(), m.b(), m.c(), m.accumulate())
                : i);
        assertFails(c::matrixProducts, "matrix products");
    }

    @Test
    void aBackendThatDoesNotAccumulate() {
        BackendContract c = backend(i -> i instanceof Instruction.MatMul m
                ? new Instruction.MatMul(m.batch(), m.m(), m.n(), m.k(), m.a(), m.b(), m.c(), false)
                : i);
        assertFails(c::matrixProducts, "sum of two");
    }

    @Test
    void aBackendThatForgetsWhichRowsRandomNumbersAreFor() {
        BackendContract c = backend(i -> i instanceof Instruction.Random r
                ? new Instruction.Random(r.distribution(), r.purpose(), r.directions(), r.rows(), r.elements(), r.to())
                : i);
        assertFails(c::randomNumbers, "random");
    }

    @Test
    void aBackendWithRandomNumbersOfItsOwn() {
        BackendContract c = backend(i -> i instanceof Instruction.Random r
                ? new Instruction.Random(
                        r.distribution(),
                        r.purpose() + "!",
                        r.directions(),
                        r.rows(),
                        r.elements(),
                        r.firstRow(),
                        r.to())
                : i);
        assertFails(c::randomNumbers, "random");
    }
}
