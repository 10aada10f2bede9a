package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.Objective;
import org.slicedscore.models.model.MlpEnergy;
import org.slicedscore.models.model.MlpScore;
import org.slicedscore.models.objective.ApproximateBackPropagation;
import org.slicedscore.models.objective.CurvaturePropagationObjective;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.FiniteDifferenceSlicedScoreMatching;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.objective.SlicedScoreMatching;
import org.slicedscore.models.objective.VarianceReduced;
import org.slicedscore.models.optimizer.Adam;
import org.slicedscore.models.projection.Rademacher;

/** A network trained on rows of N(0, I) ends with high density where the rows are and a score that points to the centre. */
class EnergySignTest {
    private static final int D = 2;
    private static final int ROWS = 256;
    private static final Map<String, String> NETWORK = Map.of("hidden", "12");

    private static Objective objective(String id) {
        return switch (id) {
            case "sm" -> new ScoreMatching();
            case "ssm" -> new SlicedScoreMatching();
            case "ssm-vr" -> new VarianceReduced();
            case "fd-ssm" -> new FiniteDifferenceSlicedScoreMatching();
            case "cp" -> new CurvaturePropagationObjective();
            case "approx-bp" -> new ApproximateBackPropagation();
            default -> new DenoisingScoreMatching();
        };
    }

    private static Map<String, String> options(String id) {
        return id.equals("dsm") ? Map.of("sigma", "0.3") : Map.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm", "ssm", "ssm-vr", "dsm", "fd-ssm", "cp", "approx-bp"})
    void learnedEnergyIsHighAtTheRows(String id) {
        Lab lab = new Lab(new MlpEnergy(), NETWORK, objective(id), options(id), new Rademacher(), 1, ROWS, D);
        lab.rows(Lab.normal(1, ROWS * D)).initialise(2);
        new Training(lab, new Adam(), Map.of()).run(250, 0.03);

        double[] near = new double[ROWS * D];
        double[] far = new double[ROWS * D];
        for (int i = 0; i < ROWS; i++) {
            double angle = 2 * Math.PI * i / ROWS;
            far[2 * i] = 2.5 * Math.cos(angle);
            far[2 * i + 1] = 2.5 * Math.sin(angle);
        }
        double centre = lab.rows(near).evaluate(lab.score.logDensity(), 0)[0];
        double circle = new SampleMoments(lab.rows(far).evaluate(lab.score.logDensity(), 0)).mean();
        // the truth is 2.5²/2 = 3.1
        assertTrue(
                centre - circle > 1 && centre - circle < 6,
                id + ": log p̃ at the centre is " + centre + " and at radius 2.5 " + circle);
        assertPointsInwards(id, lab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm", "ssm", "ssm-vr", "dsm", "fd-ssm"})
    void learnedScorePointsToTheRows(String id) {
        Lab lab = new Lab(new MlpScore(), NETWORK, objective(id), options(id), new Rademacher(), 1, ROWS, D);
        lab.rows(Lab.normal(1, ROWS * D)).initialise(2);
        new Training(lab, new Adam(), Map.of()).run(250, 0.03);
        assertPointsInwards(id, lab);
    }

    /** Stein: E[s·x] = −D. */
    private static void assertPointsInwards(String id, Lab lab) {
        double[] fresh = Lab.normal(9, ROWS * D);
        double[] s = lab.rows(fresh).evaluate(lab.score.score(), 0);
        double inner = 0;
        for (int i = 0; i < s.length; i++) {
            inner += s[i] * fresh[i] / ROWS;
        }
        assertTrue(
                inner > -1.5 * D && inner < -0.6 * D, id + ": E[s·x] is " + inner + " where it should be near " + -D);
    }
}
