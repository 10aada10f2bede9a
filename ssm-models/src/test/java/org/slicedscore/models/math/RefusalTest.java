package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.models.model.DeepKernelExponentialFamily;
import org.slicedscore.models.model.GaussianModel;
import org.slicedscore.models.model.MlpEnergy;
import org.slicedscore.models.model.MlpScore;
import org.slicedscore.models.objective.ApproximateBackPropagation;
import org.slicedscore.models.objective.CurvaturePropagationObjective;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.MaximumLikelihood;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.objective.SlicedScoreMatching;
import org.slicedscore.models.objective.VarianceReduced;
import org.slicedscore.models.projection.Rademacher;

/** Combinations that would train on nonsense are refused with a remedy. */
class RefusalTest {
    private static final Map<String, String> RELU = Map.of("hidden", "4", "activation", "relu");

    private static Lab lab(Model model, Map<String, String> options, Objective objective, Projection projection) {
        return new Lab(model, options, objective, Map.of(), projection, 1, 8, 3);
    }

    @Test
    void reluIsRefusedWhereCurvatureIsNeeded() {
        for (Model model : List.of(new MlpEnergy(), new MlpScore())) {
            for (Objective o : List.of(new ScoreMatching(), new SlicedScoreMatching(), new VarianceReduced())) {
                SsmException e = assertThrows(
                        SsmException.class,
                        () -> lab(model, RELU, o, new Rademacher()),
                        model.id() + " with relu and " + o.id());
                assertEquals(SsmException.Kind.USAGE, e.kind());
                assertTrue(
                        e.getMessage().contains("relu")
                                && e.getMessage().contains("an objective that needs no curvature"),
                        e.getMessage());
            }
        }
    }

    @Test
    void reluIsAcceptedByDenoising() {
        for (Model model : List.of(new MlpEnergy(), new MlpScore())) {
            Lab lab = lab(model, RELU, new DenoisingScoreMatching(), new Rademacher());
            lab.rows(Lab.normal(1, 24)).initialise(1);
            assertTrue(Double.isFinite(lab.evaluate(lab.loss, 0)[0]));
            assertTrue(
                    lab.gradients().values().stream()
                            .flatMapToDouble(g -> java.util.Arrays.stream(lab.evaluate(g, 0)))
                            .anyMatch(g -> g != 0),
                    model.id() + ": no gradient reaches the parameters");
        }
    }

    /** Directions that look twice as hard along the first feature. */
    private static final class Skewed implements Projection {
        @Override
        public String id() {
            return "skewed";
        }

        @Override
        public String description() {
            return "Normal, with twice the length along the first feature";
        }

        @Override
        public Expr sample(Draws draws) {
            return draws.normal()
                    .mul(Expr.range(draws.dimension()).less(Expr.constant(0.5)).add(1));
        }

        @Override
        public OptionalDouble secondMoment(int dimension, Options options) {
            return OptionalDouble.empty();
        }
    }

    @Test
    void varianceReductionRefusesDirectionsWithoutAnIsotropicSecondMoment() {
        SsmException e = assertThrows(
                SsmException.class,
                () -> lab(new MlpEnergy(), Map.of("hidden", "4"), new VarianceReduced(), new Skewed()));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(
                e.getMessage().contains("skewed") && e.getMessage().contains("an objective that takes any directions"),
                e.getMessage());
        lab(new MlpEnergy(), Map.of("hidden", "4"), new SlicedScoreMatching(), new Skewed());
    }

    @Test
    void aNetworkHasAHiddenLayer() {
        assertThrows(
                SsmException.class,
                () -> lab(new MlpEnergy(), Map.of("hidden", ""), new ScoreMatching(), new Rademacher()));
    }

    @Test
    void likelihoodIsRefusedWithoutANormaliser() {
        for (Model model :
                List.of(new MlpEnergy(), new MlpScore(), new GaussianModel(), new DeepKernelExponentialFamily())) {
            SsmException e = assertThrows(
                    SsmException.class,
                    () -> lab(model, Map.of(), new MaximumLikelihood(), new Rademacher()),
                    model.id());
            assertEquals(SsmException.Kind.USAGE, e.kind());
            assertTrue(e.getMessage().contains("'" + model.id() + "' is not normalised"), e.getMessage());
        }
    }

    @Test
    void scoreFieldsAreRefusedWhereADiagonalIsPropagated() {
        for (Objective o : List.of(new CurvaturePropagationObjective(), new ApproximateBackPropagation())) {
            SsmException e =
                    assertThrows(SsmException.class, () -> lab(new MlpScore(), Map.of(), o, new Rademacher()), o.id());
            assertTrue(e.getMessage().contains("score field"), e.getMessage());
        }
    }

    @Test
    void reluIsRefusedWhereADiagonalIsPropagated() {
        for (Objective o : List.of(new CurvaturePropagationObjective(), new ApproximateBackPropagation())) {
            SsmException e =
                    assertThrows(SsmException.class, () -> lab(new MlpEnergy(), RELU, o, new Rademacher()), o.id());
            assertTrue(e.getMessage().contains("relu"), e.getMessage());
        }
    }
}
