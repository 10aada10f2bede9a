package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.Sampler.Point;
import org.slicedscore.api.Sampler.Step;
import org.slicedscore.api.Sampler.Transition;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** Samplers with one mistake each fail their contract, which says what is wrong. */
class SamplersFailTest {
    private static final Option<Double> SCALE = Option.number("scale", 1, 0, 10, "What positions are divided by");

    private record Chain(Function<Step, Transition> formula, boolean needsLogDensity, boolean exact)
            implements Sampler {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A sampler with a mistake";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(SCALE);
        }

        @Override
        public OptionalDouble targetAcceptance(Options options) {
            return OptionalDouble.of(0.4);
        }

        @Override
        public Transition transition(Step step) {
            return formula.apply(step);
        }
    }

    private static SamplerContract sampler(Function<Step, Transition> formula, boolean needs, boolean exact) {
        return new SamplerContract() {
            @Override
            protected Sampler sampler() {
                return new Chain(formula, needs, exact);
            }
        };
    }

    private static SamplerContract sampler(Function<Step, Transition> formula) {
        return sampler(formula, true, true);
    }

    private static Expr one() {
        return Expr.constant(1);
    }

    /** A random walk. */
    private static Point walk(Step step) {
        return step.at(step.current().position().add(step.normal("move").mul(step.stepSize())));
    }

    private static Expr rise(Step step, Point to) {
        return to.logDensity().sub(step.current().logDensity());
    }

    /** Accepts with a probability, and says so. */
    private static Transition accept(Step step, Point to, Expr acceptance) {
        return new Transition(step.choose(step.uniform("accept").less(acceptance), to), acceptance);
    }

    /** x + ½ε² s·drift + εξ. */
    private static Point langevin(Step step, double drift) {
        Point from = step.current();
        Expr epsilon = step.stepSize();
        return step.at(from.position()
                .add(from.score().mul(epsilon.square()).mul(0.5 * drift))
                .add(step.normal("move").mul(epsilon)));
    }

    @Test
    void aSamplerThatAcceptsAlways() {
        SamplerContract c = sampler(s -> {
            Point to = walk(s);
            return new Transition(to, Sampler.acceptance(rise(s, to)));
        });
        assertFails(c::densityIsStationary, "is not that of the density", "Metropolis");
    }

    @Test
    void aSamplerThatPrefersTheTails() {
        SamplerContract c = sampler(s -> {
            Point to = walk(s);
            return accept(s, to, Sampler.acceptance(rise(s, to).mul(0.7)));
        });
        assertFails(c::densityIsStationary, "is not that of the density");
    }

    /** The ratio of the proposals' densities is forgotten. */
    @Test
    void aSamplerWithoutHastings() {
        SamplerContract c = sampler(s -> {
            Point to = langevin(s, 1);
            return accept(s, to, Sampler.acceptance(rise(s, to)));
        });
        assertFails(c::densityIsStationary, "is not that of the density");
    }

    @Test
    void aSamplerOfAnotherTemperature() {
        SamplerContract c = sampler(s -> new Transition(langevin(s, 2), s.uniform("none")), false, false);
        assertFails(c::densityIsStationary, "is not that of the density", "as the step size falls");
    }

    @Test
    void aSamplerThatStandsStill() {
        SamplerContract c = sampler(
                s -> new Transition(s.current(), Sampler.acceptance(s.current().logDensity())));
        assertFails(c::chainsConverge, "wrong start");
        assertFails(c::pathsDependOnTheSeedAlone, "two seeds");
    }

    @Test
    void aSamplerThatMixesChains() {
        SamplerContract c = sampler(s -> {
            Expr x = s.current().position();
            Point to = s.at(x.add(x.sub(x.mean(0)).mul(s.normal("move")).mul(s.stepSize())));
            return accept(s, to, Sampler.acceptance(rise(s, to)));
        });
        assertFails(c::chainsDoNotSeeEachOther, "among others");
    }

    @Test
    void aSamplerThatDoesNotSayThatTheScoreIsEnough() {
        SamplerContract c = sampler(s -> new Transition(langevin(s, 1), s.uniform("none")), true, false);
        assertFails(c::needsLogDensitySaysWhatIsAskedFor, "needsLogDensity()");
    }

    @Test
    void aSamplerWithAnAcceptanceThatIsNoProbability() {
        SamplerContract c = sampler(s -> {
            Point to = walk(s);
            return accept(s, to, rise(s, to).exp());
        });
        assertFails(c::positionsAreOneRowForEachChain, "a probability is expected");
    }

    @Test
    void aSamplerWithOneAcceptanceForAllChains() {
        SamplerContract c = sampler(s -> {
            Point to = walk(s);
            Expr acceptance = Sampler.acceptance(rise(s, to));
            return new Transition(s.choose(s.uniform("accept").less(acceptance), to), acceptance.mean(0));
        });
        assertFails(c::positionsAreOneRowForEachChain, "acceptances have the wrong shape");
    }

    @Test
    void aSamplerWhoseStepSizeCannotBeAdapted() {
        SamplerContract c = sampler(s -> {
            Point to = s.at(s.current().position().add(s.normal("move").mul(0.1)));
            return accept(s, to, Sampler.acceptance(rise(s, to)));
        });
        assertFails(c::acceptanceFallsWithTheStepSize, "warm-up");
    }

    /** Not to be refused is not the same as to be accepted: no comparison with NaN holds. */
    @Test
    void aSamplerThatAcceptsWhatIsNotANumber() {
        SamplerContract c = sampler(s -> {
            Point to = walk(s);
            Expr refused = rise(s, to).less(s.uniform("accept").log());
            return new Transition(s.choose(one().sub(refused), to), one().sub(refused));
        });
        assertFails(c::infiniteProposalsAreRefused, "1e200");
    }

    @Test
    void aSamplerWithAnOptionThatBreaksIt() {
        SamplerContract c = sampler(s -> {
            Point to = s.at(walk(s).position().div(s.option(SCALE)));
            return new Transition(to, s.uniform("none"));
        });
        assertFails(c::optionsWork, "'scale' at '0'", "not finite");
    }
}
