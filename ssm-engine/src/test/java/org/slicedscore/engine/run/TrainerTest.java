package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingResult.Outcome;

class TrainerTest {
    @TempDir
    private Path folder;

    private Runs runs;

    @BeforeEach
    void find() {
        runs = new Runs(folder.resolve("plugins"));
    }

    @Test
    void patienceEndsTrainingAndTheBestWeightsAreKept() {
        List<TrainingListener.Evaluated> seen = new ArrayList<>();
        TrainingConfig config = runs.config("lr=0.1", "epochs=200", "patience=3", "model.hidden=32", "ema=0");
        TrainingResult result = runs.train(
                folder.resolve("run"),
                config,
                new TrainingListener() {
                    @Override
                    public void evaluated(Evaluated e) {
                        seen.add(e);
                    }
                },
                Long.MAX_VALUE);
        assertEquals(Outcome.STOPPED_EARLY, result.outcome());
        TrainingListener.Evaluated last = seen.getLast();
        assertEquals(0, last.evaluationsLeft());
        assertEquals(last.step() - 15, result.bestStep());
        double least = seen.stream()
                .mapToDouble(TrainingListener.Evaluated::loss)
                .min()
                .orElseThrow();
        assertEquals(least, result.bestLoss());
        assertTrue(last.loss() > least);
        try (DeviceModel model = new DeviceModel(result.model(), runs.catalog(), "reference", 1)) {
            EvaluationReport report = Evaluation.heldOut(runs.table(), model);
            assertEquals(least, report.smLoss().mean(), 1e-12, "what is kept is what was best");
            assertEquals(20, report.rows());
            assertTrue(report.exact());
        }
    }

    @Test
    void withoutValidationTheLastWeightsAreKept() {
        TrainingResult result = runs.train(folder.resolve("run"), runs.config("validation=0", "epochs=2"));
        assertEquals(Outcome.COMPLETED, result.outcome());
        assertEquals(result.steps(), result.bestStep());
        assertNotNull(result.model());
        try (DeviceModel model = new DeviceModel(result.model(), runs.catalog(), "reference", 1)) {
            SsmException e = assertThrows(SsmException.class, () -> Evaluation.heldOut(runs.table(), model));
            assertTrue(e.getMessage().contains("held out no rows"), e::getMessage);
        }
    }

    @Test
    void divergenceNamesTheLastGoodCheckpoint() {
        TrainingConfig config = runs.config(
                "model=gaussian",
                "objective=mle",
                "optimizer=sgd",
                "lr=1e4",
                "clip=0",
                "checkpoint-every=1",
                "epochs=500");
        SsmException e = assertThrows(SsmException.class, () -> runs.train(folder.resolve("run"), config));
        assertEquals(SsmException.Kind.DIVERGED, e.kind());
        assertTrue(e.getMessage().contains("checkpoints"), e::getMessage);
        assertTrue(e.getMessage().contains("lower setting 'lr' from 10000.0"), e::getMessage);
        assertEquals(1, e.getMessage().lines().count());
    }

    /** A normalised Gaussian trained by likelihood: its score-matching loss is the one in closed form. */
    @Test
    void aGaussianModelAgreesWithTheClosedForm() {
        TrainingConfig config = runs.config(
                "model=gaussian",
                "objective=mle",
                "optimizer=sgd",
                "lr=0.2",
                "epochs=100",
                "batch-size=180",
                "ema=0",
                "patience=0",
                "noise=0");
        TrainingResult result = runs.train(folder.resolve("run"), config);
        try (DeviceModel model = new DeviceModel(result.model(), runs.catalog(), "reference", 1)) {
            EvaluationReport report = Evaluation.heldOut(runs.table(), model);
            // whitened rows are uncorrelated, so that the model with a scale for each column can be exact
            assertEquals(
                    report.yardstick("gaussian").smLoss().mean(),
                    report.smLoss().mean(),
                    0.02);
            assertEquals(
                    report.yardstick("gaussian").smLoss().standardError(),
                    report.smLoss().standardError(),
                    0.02);
            assertEquals(-report.logLikelihood().mean(), report.loss().mean(), 1e-12);
            assertEquals("whiten", report.coordinates());
        }
    }
}
