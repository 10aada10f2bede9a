package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.flow.FlowLikelihood;
import org.slicedscore.engine.flow.ProbabilityFlow;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Settings;

/**
 * Log-densities and scores of any rows, in the coordinates of the original columns. A row's values do not depend on the
 * other rows. Not safe for use by several threads at once.
 *
 * <p>No value is NaN. A row so far out that its coordinates or its values leave the range of float has log-density −∞ and a
 * score whose components are infinite and point back to the centre of the training rows.
 */
public final class Scoring implements AutoCloseable {
    private static final int BLOCK = 256;
    private static final String LOG_DENSITY = "log_density";
    private static final String SCORE = "score";

    private final DeviceModel device;
    private final int inputs;
    private final int dim;
    private final int width;
    private final RowFunction function;

    /** What gives a noise-conditioned model's log-density; null for other models. */
    private final ProbabilityFlow flow;

    /**
     * The values of rows.
     *
     * @param logDensity log p̃ of each row, unnormalised unless the model is normalised or noise-conditioned; null for a score
     *     field at one noise level
     * @param scores ∇ₓ log p̃, row-major [n,D]
     * @param norms ‖∇ₓ log p̃‖ of each row
     * @param beyond the rows that left the range of float, ascending
     */
    public record Values(double[] logDensity, double[] scores, double[] norms, int[] beyond) {}

    /**
     * Prepares a model to score rows.
     *
     * @param device the model on a device, owned by the caller
     * @throws SsmException of kind BACKEND if the device cannot hold the program
     */
    public Scoring(DeviceModel device) {
        this.device = device;
        this.inputs = device.model().preprocessing().inputs();
        this.dim = device.model().dim();
        this.width = dim + device.model().preprocessing().conditions();
        ModelGraph graph = device.components().graph();
        this.function = new RowFunction("scoring", BLOCK, width, x -> formulas(graph, x), device.workspace());
        this.flow = device.noiseConditioned() ? FlowEstimate.flow(device, null) : null;
    }

    private Map<String, Expr> formulas(ModelGraph graph, Expr x) {
        Map<String, Expr> map = new LinkedHashMap<>();
        var score = device.components().score(graph, x, 1);
        if (device.hasLogDensity() && !device.noiseConditioned()) {
            map.put(LOG_DENSITY, score.logDensity());
        }
        map.put(SCORE, score.score());
        return map;
    }

    /** Whether there are log-densities: false for a score field at one noise level. */
    public boolean hasLogDensity() {
        return device.hasLogDensity() || flow != null;
    }

    /**
     * The names of the components of a score: those of the columns that have a density, or of the numbers that stand for
     * words and missing cells.
     */
    public List<String> components() {
        return device.model().preprocessing().coordinates();
    }

    /**
     * Scores the rows of a table.
     *
     * @param table rows with the columns the model was trained on
     * @return values in the order of the rows
     * @throws SsmException of kind DATA if the columns differ
     */
    public Values score(Table table) {
        device.model().preprocessing().checkColumns(table);
        return score(table.values());
    }

    /**
     * Scores rows.
     *
     * @param rows row-major, with one cell for each input of the preprocessing; NaN for a missing one
     * @return values in the order of the rows
     * @throws SsmException of kind DATA if the numbers do not form rows
     */
    public Values score(double[] rows) {
        return score(rows, Watch.NONE);
    }

    /**
     * Scores rows, with progress: log-densities by the probability flow take milliseconds a row.
     *
     * @param rows as {@link #score(double[])}
     * @param watch receives progress
     * @return values in the order of the rows, or null if stopped
     * @throws SsmException as {@link #score(double[])}
     */
    public Values score(double[] rows, Watch watch) {
        return values(rows, hasLogDensity(), watch);
    }

    /**
     * Scores of rows without their log-densities, which take far longer where the probability flow gives them.
     *
     * @param rows as {@link #score(double[])}
     * @return values in the order of the rows, whose log-densities are null
     * @throws SsmException as {@link #score(double[])}
     */
    public Values withoutLogDensity(double[] rows) {
        return values(rows, false, Watch.NONE);
    }

    /**
     * Scores of rows alone.
     *
     * @param rows as {@link #score(double[])}
     * @return ∇ₓ log p̃, row-major [n,D]
     * @throws SsmException as {@link #score(double[])}
     */
    public double[] scores(double[] rows) {
        return withoutLogDensity(rows).scores();
    }

    /** Whether log-densities take milliseconds a row, because the probability flow gives them. */
    public boolean slow() {
        return flow != null;
    }

    private Values values(double[] rows, boolean withDensity, Watch watch) {
        if (rows.length % inputs != 0) {
            throw Problem.data("the rows")
                    .found("%d numbers", rows.length)
                    .expected("rows of %d columns", inputs)
                    .exception();
        }
        int n = rows.length / inputs;
        Preprocessing.Rows encoded = device.model().preprocessing().at(rows);
        float[] narrow = encoded.toModel();
        boolean[] beyond = new boolean[n];
        for (int i = 0; i < n; i++) {
            if (!finite(narrow, i)) {
                beyond[i] = true;
                Arrays.fill(narrow, i * width, (i + 1) * width, 0);
            }
        }
        Map<String, double[]> targets = new LinkedHashMap<>();
        double[] logDensity = withDensity ? new double[n] : null;
        if (logDensity != null && flow == null) {
            targets.put(LOG_DENSITY, logDensity);
        }
        double[] scores = new double[n * dim];
        targets.put(SCORE, scores);
        function.apply(narrow, n, device.model().config().get(Settings.SEED), 0, targets);
        if (withDensity && flow != null) {
            double[] wide = new double[narrow.length];
            Arrays.setAll(wide, i -> narrow[i]);
            FlowLikelihood found = flow.eachLogDensity(wide, watch);
            if (found == null) {
                return null;
            }
            System.arraycopy(found.values(), 0, logDensity, 0, n);
        }
        if (logDensity != null) {
            double[] jacobian = encoded.logDetJacobian();
            Arrays.setAll(logDensity, i -> logDensity[i] + jacobian[i]);
        }
        encoded.scoreToOriginal(scores);
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            boolean outside = beyond[i];
            if (logDensity != null && (outside || !Double.isFinite(logDensity[i]))) {
                logDensity[i] = Double.NEGATIVE_INFINITY;
                beyond[i] = true;
            }
            if (outside || !finite(scores, i)) {
                pointBack(encoded, scores, i);
                beyond[i] = true;
            }
            norms[i] = outside ? Double.POSITIVE_INFINITY : norm(scores, i);
        }
        return new Values(
                logDensity,
                scores,
                norms,
                IntStream.range(0, n).filter(i -> beyond[i]).toArray());
    }

    private boolean finite(float[] rows, int row) {
        for (int j = row * width; j < (row + 1) * width; j++) {
            if (!Float.isFinite(rows[j])) {
                return false;
            }
        }
        return true;
    }

    private boolean finite(double[] scores, int row) {
        for (int j = row * dim; j < (row + 1) * dim; j++) {
            if (!Double.isFinite(scores[j])) {
                return false;
            }
        }
        return true;
    }

    private double norm(double[] scores, int row) {
        double sum = 0;
        for (int j = row * dim; j < (row + 1) * dim; j++) {
            sum += scores[j] * scores[j];
        }
        return Math.sqrt(sum);
    }

    /** Whatever the model says out there, the way back is towards the centre of the training rows. */
    private void pointBack(Preprocessing.Rows encoded, double[] scores, int row) {
        for (int j = 0; j < dim; j++) {
            double side = encoded.towardsCentre(row, j);
            scores[row * dim + j] = side == 0 ? 0 : side * Double.POSITIVE_INFINITY;
        }
    }

    @Override
    public void close() {
        function.close();
        if (flow != null) {
            flow.close();
        }
    }
}
