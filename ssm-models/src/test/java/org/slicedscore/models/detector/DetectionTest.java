package org.slicedscore.models.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.detect.Proportion;
import org.slicedscore.engine.detect.Ranking;
import org.slicedscore.engine.detect.Reasons;
import org.slicedscore.engine.run.DataOrigin;

/** Detectors combined and calibrated, as a library. */
class DetectionTest {
    private static final int DIM = 6;

    @TempDir
    private Path folder;

    /** The detectors that learn in a moment. */
    private static DetectOptions quick() {
        return new DetectOptions().detectors("kernel-density,kernel-density?whiten=true,mahalanobis");
    }

    /** Correlated Gaussian rows, flat. */
    private static double[] rows(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n * DIM];
        for (int i = 0; i < values.length; i++) {
            double own = random.nextGaussian();
            values[i] = i % DIM == 0 ? own : 0.6 * values[i - 1] + 0.8 * own;
        }
        return values;
    }

    private static Table table(double[] values) {
        return Table.of("rows", List.of("a", "b", "c", "d", "e", "f"), values);
    }

    /** With one part held out and with several in turn, over many fits, so that calibration rows vary, too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void normalRowsAreFlaggedAtTheLevel(int folds) {
        int flagged = 0;
        int all = 0;
        for (int run = 0; run < 40; run++) {
            DetectOptions options = quick().seed(run).set("folds", folds);
            Detection detection = Ssm.detect(table(rows(run, folds == 1 ? 495 : 199)), options);
            double[] p = detection.apply(rows(1000 + run, 250)).pValues();
            flagged += (int) Arrays.stream(p).filter(v -> v <= 0.05).count();
            all += p.length;
        }
        double share = (double) flagged / all;
        // 40 calibration sets of 99 rows scatter by 0.0035; parts in turn may be a little cautious
        assertTrue(share > (folds == 1 ? 0.039 : 0.03) && share < 0.061, "flagged " + share);
    }

    /** Numbers and words, some cells missing in one column. */
    private static Table mixed(int n, int from) {
        Schema schema = new Schema(List.of(
                Column.number("x", 0),
                Column.number("always 7", 1),
                Column.number("gaps", 2),
                new Column("word", 3, Role.FEATURE, Kind.CATEGORICAL, List.of("left", "right", "rare"), "")));
        SplittableRandom random = new SplittableRandom(from);
        double[] values = new double[4 * n];
        for (int i = 0; i < n; i++) {
            values[4 * i] = random.nextGaussian();
            values[4 * i + 1] = 7;
            values[4 * i + 2] = i % 9 == 0 ? Double.NaN : random.nextGaussian();
            values[4 * i + 3] = i % 2;
        }
        return Table.of("mixed", schema, values);
    }

    @Test
    void newCellsAreNeverMissed() {
        Detection detection = Ssm.detect(mixed(300, 1), quick());
        double[] normal = mixed(60, 2).values();
        for (int i = 0; i < 60; i++) {
            double[] row = Arrays.copyOfRange(normal, 4 * i, 4 * i + 4);
            double[][] changed = {row.clone(), row.clone(), row.clone(), row.clone(), row.clone()};
            changed[0][1] = 8;
            changed[1][3] = 2;
            changed[2][3] = 3;
            changed[3][0] = Double.NaN;
            changed[4][0] = 1e300;
            for (int c = 0; c < changed.length; c++) {
                double p = detection.apply(changed[c]).pValues()[0];
                assertTrue(p <= 0.01, "row " + i + ", change " + c + ": p = " + p);
            }
            Reasons why = detection.explain(changed[0], 0);
            assertEquals(
                    "always 7", detection.columns().get(why.order().getFirst()).name());
            assertEquals(7, why.expected()[1], 1e-9);
        }
    }

    /** One or two columns moved by several deviations, away from where they would be. */
    @ParameterizedTest
    @CsvSource({
        "1, 'kernel-density,kernel-density?whiten=true,mahalanobis'",
        "2, 'kernel-density,kernel-density?whiten=true,mahalanobis'",
        "1, 'kernel-density,denoiser'",
        "2, 'kernel-density,denoiser'"
    })
    void theColumnsThatMovedAreNamedFirst(int moved, String detectors) {
        Detection detection = Ssm.detect(table(rows(1, 1500)), quick().detectors(detectors));
        double[] medians = new double[DIM];
        double[] rows = rows(2, 200);
        SplittableRandom random = new SplittableRandom(3);
        int right = 0;
        double error = 0;
        double errorOfMedian = 0;
        for (int i = 0; i < 200; i++) {
            double[] row = Arrays.copyOfRange(rows, i * DIM, (i + 1) * DIM);
            double[] before = row.clone();
            List<Integer> which = new ArrayList<>(List.of(random.nextInt(DIM)));
            if (moved == 2) {
                which.add((which.getFirst() + 1 + random.nextInt(DIM - 1)) % DIM);
            }
            for (int j : which) {
                row[j] += random.nextBoolean() ? 6 : -6;
            }
            Reasons why = detection.explain(row, 0);
            assertEquals(why.score(), Arrays.stream(why.contributions()).sum(), 1e-9 * why.score());
            right += which.containsAll(why.order().subList(0, moved)) ? 1 : 0;
            for (int j : which) {
                error += why.suspect()[j] ? Math.abs(why.expected()[j] - before[j]) : 6;
                errorOfMedian += Math.abs(medians[j] - before[j]);
            }
        }
        assertTrue(new Proportion(right, 200).share() >= 0.95, right + " of 200 rows name the columns that moved");
        assertTrue(error < errorOfMedian, "expected values are off by " + error + ", medians by " + errorOfMedian);
    }

    @Test
    void answersDependOnNeitherThreadsNorBatches() throws Exception {
        Detection detection = Ssm.detect(table(rows(1, 400)), quick());
        double[] rows = rows(2, 1000);
        double[] expected = detection.apply(rows).scores();
        for (int threads : new int[] {1, 2, 8}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertArrayEquals(
                        expected,
                        pool.submit(() -> detection.apply(rows).scores()).get());
                assertArrayEquals(
                        expected,
                        pool.submit(() -> Ssm.detect(table(rows(1, 400)), quick())
                                        .apply(rows)
                                        .scores())
                                .get());
            }
        }
        for (int i = 0; i < 1000; i += 97) {
            double[] row = Arrays.copyOfRange(rows, i * DIM, (i + 1) * DIM);
            assertEquals(expected[i], detection.apply(row).scores()[0]);
        }
    }

    @Test
    void aStoredDetectorAnswersTheSame() {
        Table table = mixed(250, 1);
        DetectOptions options = quick().detectors("knn?k=3,kernel-density?whiten=true,mahalanobis");
        Detection detection = Ssm.detect(table, options);
        Path run = folder.resolve("run");
        new DetectionRun(detection, DataOrigin.memory(table)).write(run, false, options, List.of("test"));
        Detection again = DetectionRun.open(run, Catalog.load(), "auto", 0).detection();
        double[] rows = mixed(100, 2).values();
        rows[1] = 8;
        rows[7] = 3;
        rows[8] = 1e300;
        assertArrayEquals(detection.apply(rows).scores(), again.apply(rows).scores());
        assertArrayEquals(detection.apply(rows).pValues(), again.apply(rows).pValues());
        assertArrayEquals(
                detection.explain(rows, 4).contributions(),
                again.explain(rows, 4).contributions());
        assertEquals(detection.schema(), again.schema());
    }

    /** A tenth of the rows in a clump far out: unless told, the detector takes the clump as normal. */
    @Test
    void strangeRowsAmongThoseLearnedAreLeftOut() {
        double[] values = rows(1, 600);
        for (int i = 0; i < 60 * DIM; i++) {
            values[i] = 0.2 * values[i] + (i % DIM == 0 ? 5 : -3);
        }
        double[] judged = Arrays.copyOf(rows(2, 400), 400 * DIM);
        boolean[] strange = new boolean[400];
        for (int i = 0; i < 100; i++) {
            strange[i] = true;
            for (int j = 0; j < DIM; j++) {
                judged[i * DIM + j] = 0.2 * judged[i * DIM + j] + (j == 0 ? 5 : -3);
            }
        }
        Detection told = Ssm.detect(table(values), quick().contaminated(0.1));
        Detection untold = Ssm.detect(table(values), quick());
        double with = Ranking.of(told.apply(judged).scores(), strange).auroc();
        double without = Ranking.of(untold.apply(judged).scores(), strange).auroc();
        assertTrue(with > 0.99 && without < with, with + " if told, " + without + " if not");
    }

    /** The error in removing noise finds rows between two clumps, keeps its parts, and comes back from its arrays. */
    @Test
    void theDenoiserLearnsAShape() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] rows = new double[400][];
        for (int i = 0; i < 400; i++) {
            double centre = i % 2 == 0 ? 3 : -3;
            rows[i] = new double[] {centre + 0.3 * random.nextGaussian(), centre + 0.3 * random.nextGaussian()};
        }
        DetectOptions options =
                new DetectOptions().detectors("denoiser?steps=400").set("folds", 1);
        Detection detection = Ssm.detect(rows, options);
        double[] judged = {3, 3, -3, -3, 0, 0, 3, -3};
        double[] scores = detection.apply(judged).scores();
        assertTrue(Math.max(scores[0], scores[1]) < Math.min(scores[2], scores[3]), Arrays.toString(scores));
        Reasons why = detection.explain(judged, 6);
        assertEquals(why.score(), Arrays.stream(why.contributions()).sum(), 1e-9 * why.score());
        Path run = folder.resolve("denoiser");
        Table table = Table.of("matrix", List.of("x1", "x2"), new double[] {1, 2});
        new DetectionRun(detection, DataOrigin.memory(table)).write(run, false, options, List.of("test"));
        assertArrayEquals(scores, Ssm.loadDetector(run).apply(judged).scores());
    }

    /** A Gaussian's log-density ranks rows as Mahalanobis' distance does, and a column far out explains it. */
    @Test
    void theLogDensityOfAModelRanksRows() {
        DetectOptions options = new DetectOptions()
                .detectors("log-density?model=gaussian&steps=3000")
                .set("folds", 1);
        Detection detection = Ssm.detect(table(rows(1, 800)), options);
        Detection distance = Ssm.detect(
                table(rows(1, 800)),
                new DetectOptions().detectors("mahalanobis").set("folds", 1));
        double[] judged = rows(2, 300);
        double[] scores = detection.apply(judged).scores();
        double[] distances = distance.apply(judged).scores();
        double median = Arrays.stream(distances).sorted().toArray()[150];
        boolean[] far = new boolean[300];
        for (int i = 0; i < 300; i++) {
            far[i] = distances[i] > median;
        }
        double auroc = Ranking.of(scores, far).auroc();
        assertTrue(auroc > 0.98, "AUROC " + auroc);
        judged[3] += 8;
        Reasons why = detection.explain(judged, 0);
        assertEquals(3, why.order().getFirst());
        assertEquals(why.score(), Arrays.stream(why.contributions()).sum(), 1e-6 * why.score());
        assertTrue(Math.abs(why.expected()[3]) < 4, Arrays.toString(why.expected()));
        Path run = folder.resolve("log-density");
        new DetectionRun(detection, DataOrigin.memory(table(judged))).write(run, false, options, List.of("test"));
        assertArrayEquals(
                detection.apply(judged).scores(),
                Ssm.loadDetector(run).apply(judged).scores());
    }

    /** A score alone cannot rank rows. */
    @Test
    void aModelWithoutALogDensityIsRefused() {
        DetectOptions options = new DetectOptions().detectors("log-density?model=mlp-score&steps=10");
        SsmException e = assertThrows(SsmException.class, () -> Ssm.detect(table(rows(1, 50)), options));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("mlp-score"), e.getMessage());
    }
}
