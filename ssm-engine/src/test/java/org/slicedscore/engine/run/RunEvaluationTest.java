package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.EvaluationReport;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.evaluate.Verdict;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/** Which rows a stored run is evaluated on, and when there is no verdict. */
class RunEvaluationTest {
    @TempDir
    private Path folder;

    private Runs runs;
    private List<String> lines;
    private Path file;

    @BeforeEach
    void find() throws IOException {
        runs = new Runs(folder.resolve("plugins"));
        lines = lines(300, 1);
        file = write("own.csv", lines);
    }

    private static List<String> lines(int n, long seed) {
        RandomStream random = new RandomStream(seed, "run-evaluation");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double a = random.normal();
            lines.add(a + "," + (a + 0.3 * random.normal()));
        }
        return lines;
    }

    private Path write(String name, List<String> rows) throws IOException {
        List<String> all = new ArrayList<>(List.of("a,b"));
        all.addAll(rows);
        return Files.write(folder.resolve(name), all);
    }

    private EvaluationReport evaluate(Path data, String... settings) {
        Table own = read(file);
        List<String> all = new ArrayList<>(List.of("model=gaussian", "epochs=1", "preprocess=standardize"));
        all.addAll(List.of(settings));
        TrainingConfig config = runs.config(all.toArray(new String[0]));
        TrainingData prepared = TrainingData.prepare(own, config);
        Path path = folder.resolve("run");
        DataOrigin origin = DataOrigin.of(ReadOptions.DEFAULT, own);
        try (RunDirectory run = RunDirectory.create(path, true, List.of("test"), origin, prepared)) {
            new Trainer(config, prepared, runs.catalog()).store(run).run();
        }
        StoredRun stored = StoredRun.open(path, runs.catalog());
        try (DeviceModel device = new DeviceModel(stored.model(), runs.catalog(), "reference", 1)) {
            return data == null
                    ? Evaluation.heldOut(stored, device, Evaluation.Extras.NONE)
                    : Evaluation.rows(read(data), stored, device, Evaluation.Extras.NONE);
        }
    }

    private static Table read(Path path) {
        return DataReader.read(path.toString(), ReadOptions.DEFAULT);
    }

    @Test
    void testRowsAreReportedOn() {
        EvaluationReport report = evaluate(null, "test=0.2");
        assertEquals(Standing.FRESH, report.standing());
        assertEquals(60, report.rows());
        assertTrue(report.origin().startsWith("test rows"));
        assertNotNull(report.yardstick("gaussian").smLoss());
        assertNotNull(report.yardstick("independent").logLikelihood());
        assertNotNull(report.yardstick("mixture").logLikelihood(), "the model is normalised");
        // the model has no correlations
        assertEquals(Verdict.Answer.BEHIND, report.verdict().answer());
        assertEquals(Verdict.Answer.BEHIND, report.likelihoodVerdict().answer());
        assertTrue(report.verdict().gain().mean() < 0
                && report.likelihoodVerdict().gain().mean() < 0);
    }

    @Test
    void validationRowsChoseTheModel() {
        EvaluationReport report = evaluate(null);
        assertEquals(Standing.CHOSEN, report.standing());
        assertEquals(30, report.rows());
        assertTrue(report.origin().startsWith("validation rows"));
    }

    @Test
    void aRunThatHeldOutNoneIsEvaluatedOnItsOwnRowsWithoutAVerdict() {
        EvaluationReport report = evaluate(file, "validation=0");
        assertEquals(Standing.TRAINED, report.standing());
        assertEquals(300, report.rows());
        assertEquals(Verdict.Answer.NONE, report.verdict().answer());
        assertEquals(
                "the model learned from these rows", report.verdict().reason().toString());
    }

    @Test
    void copiesOfTrainingAndValidationRowsAreLeftOut() throws IOException {
        List<String> mixed =
                Stream.concat(lines.stream(), lines(100, 2).stream()).toList();
        EvaluationReport report = evaluate(write("mixed.csv", mixed), "test=0.2");
        assertEquals(Standing.FRESH, report.standing());
        assertEquals(400, report.given());
        assertEquals(240, report.copies());
        assertEquals(160, report.rows(), "the run's test rows chose nothing");
        assertEquals(Verdict.Answer.BEHIND, report.verdict().answer());
    }

    @Test
    void nothingIsSaidOfCopies() throws IOException {
        List<String> mixed =
                Stream.concat(lines.stream(), lines(10, 2).stream()).toList();
        EvaluationReport report = evaluate(write("copies.csv", mixed));
        assertEquals(300, report.copies());
        assertEquals(310, report.rows());
        assertEquals(Verdict.Answer.NONE, report.verdict().answer());
        assertEquals(
                "300 of 310 rows are copies of training or validation rows, and the others are too few",
                report.verdict().reason().toString());
    }

    /** Rows that are copies of each other are one observation. */
    @Test
    void copiesOfEachOtherAreNoEvidence() throws IOException {
        List<String> few = lines(20, 2);
        List<String> many = Stream.of(few, few, few, few).flatMap(List::stream).toList();
        EvaluationReport report = evaluate(write("repeated.csv", many));
        EvaluationReport once = evaluate(write("once.csv", few));
        assertEquals(80, report.rows());
        assertEquals(
                "too few different rows (20); it takes 30",
                report.verdict().reason().toString());
        assertEquals(once.smLoss().mean(), report.smLoss().mean(), 1e-9);
        assertEquals(once.smLoss().standardError(), report.smLoss().standardError(), 1e-9);
    }

    @Test
    void discreteValuesLeftAsTheyAreHaveNoDensity() throws IOException {
        RandomStream random = new RandomStream(1, "counts");
        lines = Stream.generate(() -> random.nextInt(9) + "," + random.normal())
                .limit(300)
                .toList();
        file = write("counts.csv", lines);
        EvaluationReport left = evaluate(null, "test=0.2", "dequantize=off", "noise=0");
        assertEquals(
                "rows have no density where values repeat: column 'a'",
                left.verdict().reason().toString());
        assertEquals(Verdict.Answer.NONE, left.likelihoodVerdict().answer());
        EvaluationReport spread = evaluate(null, "test=0.2");
        assertTrue(spread.verdict().answer() != Verdict.Answer.NONE);
    }

    @Test
    void withoutTheRunsRowsThereAreNoYardsticks() throws IOException {
        Path other = write("other.csv", lines(50, 3));
        evaluate(null);
        Files.delete(file);
        StoredRun stored = StoredRun.open(folder.resolve("run"), runs.catalog());
        try (DeviceModel device = new DeviceModel(stored.model(), runs.catalog(), "reference", 1)) {
            EvaluationReport report = Evaluation.rows(read(other), stored, device, Evaluation.Extras.NONE);
            assertNull(report.yardstick("gaussian"));
            assertEquals(Verdict.Answer.NONE, report.verdict().answer());
            assertTrue(report.notes().getFirst().toString().contains("not known whether rows are copies"));
        }
    }
}
