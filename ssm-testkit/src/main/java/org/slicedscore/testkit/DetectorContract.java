package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.Detector.Reasons;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/**
 * The contract of {@link Detector}s. Extend it, return the detector, and run the class with JUnit.
 *
 * @since 0.2.0
 */
public abstract class DetectorContract extends PluginContract {
    private static final int LEARNED = 203;
    private static final int SCORED = 77;
    private static final int[] DIMS = {1, 2, 5, 17};
    private static final float[] FAR = {1e4f, -1e10f, 1e18f, Float.MAX_VALUE, -Float.MAX_VALUE};

    /** For subclasses. */
    protected DetectorContract() {}

    /** {@return the detector under test, a fresh or shared instance} */
    protected abstract Detector detector();

    @Override
    protected final Detector plugin() {
        return detector();
    }

    private Map<String, Array> fit(KitTrainingRows rows, Options options) {
        return detector().fit(rows, options);
    }

    private Scorer learned(KitTrainingRows rows) {
        return detector().scorer(fit(rows, settings()), settings());
    }

    private static double[] each(Scorer scorer, KitTrainingRows rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(i -> scorer.score(rows.values(), i * rows.dim()))
                .toArray();
    }

    private static KitTrainingRows learnedRows(int dim) {
        return KitTrainingRows.gaussian(dim, LEARNED, dim);
    }

    private static KitTrainingRows newRows(int dim) {
        return KitTrainingRows.gaussian(100 + dim, SCORED, dim);
    }

    /** Rows moved by eight standard deviations in every column. */
    private static KitTrainingRows strange(int dim) {
        KitTrainingRows rows = KitTrainingRows.gaussian(200 + dim, SCORED, dim);
        for (int i = 0; i < rows.values().length; i++) {
            rows.values()[i] += 8;
        }
        return rows;
    }

    /** No score is NaN, however far out the row is. */
    @Check("scores are numbers, however far out a row is")
    protected void scoresAreNumbers() {
        for (int dim : DIMS) {
            checkNumbers(learned(learnedRows(dim)), dim);
        }
    }

    private void checkNumbers(Scorer scorer, int dim) {
        float[] row = new float[dim];
        for (float far : FAR) {
            Arrays.fill(row, far);
            double score = scorer.score(row, 0);
            assertFalse(
                    Double.isNaN(score),
                    name() + ": the score of a row of " + dim + " numbers " + far
                            + " is NaN; a row that cannot be told from infinitely strange ones has the score +∞");
        }
        double[] scores = each(scorer, newRows(dim));
        assertEquals(-1, Arrays64.notFinite(scores), name() + ": the score of this ordinary row is not finite");
    }

    /** Rows far from those learned are stranger than ordinary ones. */
    @Check("rows far from those learned from are stranger than ordinary ones")
    protected void strangeRowsAreStranger() {
        for (int dim : DIMS) {
            Scorer scorer = learned(learnedRows(dim));
            double[] ordinary = each(scorer, newRows(dim));
            double[] strange = each(scorer, strange(dim));
            long right = 0;
            for (double s : strange) {
                right += Arrays.stream(ordinary).filter(o -> o < s).count();
            }
            double share = (double) right / strange.length / ordinary.length;
            assertTrue(
                    share > 0.9,
                    name() + ": of pairs of an ordinary row and one moved by 8 standard deviations in all of " + dim
                            + " columns, " + Math.round(100 * share)
                            + " % have the higher score on the strange one; at least 90 % are expected: is the sign right?");
        }
    }

    /** A row's score does not depend on the rows scored with it. */
    @Check("a score depends on its row alone, whatever is scored with it")
    protected void scoresDependOnTheirRowAlone() {
        for (int dim : DIMS) {
            Scorer scorer = learned(learnedRows(dim));
            KitTrainingRows rows = newRows(dim);
            double[] alone = each(scorer, rows);
            for (int size : new int[] {1, 2, 3, 31, 33, SCORED}) {
                double[] together = new double[SCORED + 2];
                for (int from = 0; from < SCORED; from += size) {
                    int count = Math.min(size, SCORED - from);
                    float[] some = Arrays.copyOfRange(rows.values(), from * dim, (from + count) * dim);
                    scorer.scores(some, count, together, from + 1);
                }
                assertArrayEquals(
                        alone,
                        Arrays.copyOfRange(together, 1, SCORED + 1),
                        name() + ": scores of rows alone (expected) and " + size + " at a time (actual) differ");
                assertTrue(
                        together[0] == 0 && together[SCORED + 1] == 0,
                        name() + ": scores() writes beyond the rows that it is given");
            }
        }
    }

    /** A formula stands for the scorer. */
    @Check("a formula gives the scores of the scorer, each from its row alone")
    protected void formulasAgreeWithScorers() {
        for (int dim : DIMS) {
            Map<String, Array> state = fit(learnedRows(dim), settings());
            Detector.Formula formula = detector()
                    .formula(state, settings())
                    .orElseGet(() -> Expect.inapplicable("scores are not given as a formula"));
            for (KitTrainingRows rows : List.of(newRows(dim), strange(dim))) {
                double[] expected = each(detector().scorer(state, settings()), rows);
                double[] actual = byFormula(formula, state, rows.values(), dim);
                for (int i = 0; i < SCORED; i++) {
                    assertEquals(
                            expected[i],
                            actual[i],
                            1e-4 * Math.max(1, Math.abs(expected[i])),
                            name() + ": the score of row " + i + " of " + dim
                                    + " columns by the scorer (expected) and by the formula in double precision (actual)");
                }
                assertEquals(
                        actual[3],
                        byFormula(formula, state, Arrays.copyOfRange(rows.values(), 3 * dim, 5 * dim), dim)[0],
                        1e-9 * Math.max(1, Math.abs(actual[3])),
                        name() + ": the score of a row by the formula among 77 rows (expected) and among 2 (actual)");
            }
        }
    }

    private static double[] byFormula(Detector.Formula formula, Map<String, Array> state, float[] rows, int dim) {
        Oracle oracle = new Oracle(0, 0, 0);
        Map<String, Expr> arrays = new LinkedHashMap<>();
        state.forEach((key, array) -> {
            oracle.bind("learned_" + key, array.values());
            arrays.put(key, Expr.of(new Primitive.Variable("learned_" + key, array.shape())));
        });
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(rows.length / dim, dim)));
        return oracle.bind("rows", Arrays64.widened(rows)).of(formula.scores(x, arrays));
    }

    /** Several threads may use a scorer. */
    @Check("several threads may use a scorer at once")
    protected void threadsShareAScorer() {
        int dim = 5;
        Scorer scorer = learned(learnedRows(dim));
        KitTrainingRows rows = newRows(dim);
        double[] expected = each(scorer, rows);
        double[] actual = new double[SCORED * 64];
        IntStream.range(0, actual.length)
                .parallel()
                .forEach(i -> actual[i] = scorer.score(rows.values(), i % SCORED * dim));
        for (int i = 0; i < actual.length; i++) {
            assertEquals(
                    expected[i % SCORED],
                    actual[i],
                    0,
                    name() + ": the score of row " + i % SCORED
                            + " changes when other threads score rows; scratch memory belongs to a call");
        }
    }

    /** Learning twice gives the same arrays, and the arrays are all that a scorer needs. */
    @Check("the same rows give the same arrays, which are named, finite and all that a scorer needs")
    protected void stateIsAllThereIs() {
        for (int dim : DIMS) {
            KitTrainingRows rows = learnedRows(dim);
            Map<String, Array> first = fit(rows, settings());
            Map<String, Array> second = fit(rows, settings());
            assertEquals(first.keySet(), second.keySet(), name() + ": learning twice gives arrays of other names");
            Map<String, Array> copy = new LinkedHashMap<>();
            first.forEach((key, array) -> {
                assertTrue(
                        key.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"),
                        name() + ": an array is named '" + key + "'; lower-case words joined by '_' are expected");
                assertEquals(
                        -1, Arrays64.notFinite(array.values()), name() + ", array '" + key + "': this is not finite");
                assertArrayEquals(
                        array.values(),
                        second.get(key).values(),
                        name() + ", array '" + key + "': learning twice from the same rows gives other numbers; draw"
                                + " random numbers from rows.random() alone");
                copy.put(key, new Array(array.shape(), array.values().clone()));
            });
            assertArrayEquals(
                    each(detector().scorer(first, settings()), newRows(dim)),
                    each(detector().scorer(copy, settings()), newRows(dim)),
                    name() + ": a scorer of stored arrays gives other scores");
        }
    }

    /** Scores of rows left out are close to those after learning without them. */
    @Check("scores of rows left out are those after learning without them, up to a tenth of their spread")
    protected void leftOutScoresAreThoseWithoutTheRow() {
        for (int dim : DIMS) {
            KitTrainingRows rows = learnedRows(dim);
            int[] which = {0, 1, 63, 64, LEARNED - 1};
            double[] leftOut = detector()
                    .leftOut(rows, fit(rows, settings()), settings(), which)
                    .orElseGet(() -> Expect.inapplicable("scores of rows left out are not known in closed form"));
            double[] others = each(learned(rows), newRows(dim));
            double spread = Arrays.stream(others).max().orElse(0)
                    - Arrays.stream(others).min().orElse(0);
            // the mean of several rows: what is chosen by all rows, such as a bandwidth, may change with one
            double error = 0;
            for (int i = 0; i < which.length; i++) {
                double without = learned(rows.without(which[i])).score(rows.values(), which[i] * dim);
                error += Math.abs(without - leftOut[i]) / which.length;
            }
            assertEquals(
                    0,
                    error,
                    0.1 * spread,
                    name() + ": the mean difference of scores after learning without a row of " + dim
                            + " columns and from leftOut()");
        }
    }

    /** So do its contributions. */
    @Check("a formula gives the contributions of the scorer")
    protected void formulasAgreeWithReasons() {
        for (int dim : DIMS) {
            Map<String, Array> state = fit(learnedRows(dim), settings());
            Detector.Formula formula = detector()
                    .formula(state, settings())
                    .orElseGet(() -> Expect.inapplicable("scores are not given as a formula"));
            Scorer scorer = detector().scorer(state, settings());
            Reasons reasons = scorer.reasons().orElseGet(() -> Expect.inapplicable("scores are not explained"));
            KitTrainingRows rows = newRows(dim);
            double[] found = byFormula(
                    (x, arrays) -> formula.contributions(x, arrays)
                            .orElseGet(() -> Expect.inapplicable("the formula does not explain scores")),
                    state,
                    rows.values(),
                    dim);
            double[] parts = new double[dim];
            for (int i = 0; i < SCORED; i++) {
                reasons.contributions(rows.values(), i * dim, parts);
                double score = Math.abs(scorer.score(rows.values(), i * dim));
                assertArrayEquals(
                        parts,
                        Arrays.copyOfRange(found, i * dim, (i + 1) * dim),
                        1e-4 * Math.max(1, score),
                        name() + ": contributions of row " + i + " of " + dim
                                + " columns by the scorer (expected) and by the formula in double precision (actual)");
            }
        }
    }

    /** Contributions add up to the score, and the expected row is less strange. */
    @Check("contributions add up to the score, and the expected row is less strange than a strange one")
    protected void reasonsAddUp() {
        for (int dim : DIMS) {
            Scorer scorer = learned(learnedRows(dim));
            Reasons reasons = scorer.reasons().orElseGet(() -> Expect.inapplicable("scores are not explained"));
            KitTrainingRows rows = newRows(dim);
            int moved = Math.max(1, dim / 2);
            for (int i = 0; i < rows.values().length; i++) {
                rows.values()[i] += i % dim < moved ? 8 : 0;
            }
            double[] scores = each(scorer, rows);
            double[] parts = new double[dim];
            double[] expected = new double[dim];
            boolean[] suspect = new boolean[dim];
            Arrays.fill(suspect, 0, moved, true);
            float[] row = new float[dim];
            for (int i = 0; i < SCORED; i++) {
                Arrays.fill(parts, Double.NaN);
                Arrays.fill(expected, Double.NaN);
                reasons.contributions(rows.values(), i * dim, parts);
                reasons.expected(rows.values(), i * dim, suspect, expected);
                assertEquals(
                        scores[i],
                        Arrays.stream(parts).sum(),
                        1e-4 * Math.max(1, Math.abs(scores[i])),
                        name() + ": the score of a row of " + dim
                                + " columns (expected) and the sum of its parts (actual)");
                for (int j = 0; j < dim; j++) {
                    float own = rows.values()[i * dim + j];
                    row[j] = (float) expected[j];
                    assertTrue(
                            suspect[j] || own == row[j],
                            name() + ": expected() changes column " + j + ", which is not suspect, from " + own + " to "
                                    + expected[j]);
                }
                double normal = scorer.score(row, 0);
                assertTrue(
                        normal < scores[i],
                        name() + ": the row with what is expected in suspect columns has the score " + normal
                                + ", no less than the strange row's " + scores[i]);
            }
        }
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        withEachOption(
                options -> {
                    for (int dim : DIMS) {
                        checkNumbers(detector().scorer(fit(learnedRows(dim), options), options), dim);
                    }
                },
                Kind.DATA);
    }
}
