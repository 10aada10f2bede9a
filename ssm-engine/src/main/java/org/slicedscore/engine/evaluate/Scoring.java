package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Table;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.train.Settings;

/**
 * Log-densities and scores of any rows, in the coordinates of the original columns. A row's values do not depend on the
 * other rows. Used by one thread at a time.
 */
public final class Scoring implements AutoCloseable {
    private static final int BLOCK = 256;
    private static final String LOG_DENSITY = "log_density";
    private static final String SCORE = "score";

    private final DeviceModel device;
    private final int dim;
    private final RowFunction function;

    /**
     * What the model says of rows.
     *
     * @param logDensity log p̃ of each row, unnormalised unless the model is normalised; null for a score field
     * @param scores ∇ₓ log p̃, row-major [n,D]
     * @param norms ‖∇ₓ log p̃‖ of each row
     */
    public record Values(double[] logDensity, double[] scores, double[] norms) {}

    /**
     * Makes a model ready to score rows.
     *
     * @param device the model on a device, which stays the caller's
     * @throws SsmException of kind BACKEND if the device cannot hold the program
     */
    public Scoring(DeviceModel device) {
        this.device = device;
        this.dim = device.model().dim();
        ModelGraph graph = device.components().graph();
        this.function = new RowFunction("scoring", BLOCK, dim, x -> formulas(graph, x), device.workspace());
    }

    private Map<String, Expr> formulas(ModelGraph graph, Expr x) {
        Map<String, Expr> map = new LinkedHashMap<>();
        var score = device.components().score(graph, x, 1);
        if (device.hasLogDensity()) {
            map.put(LOG_DENSITY, score.logDensity());
        }
        map.put(SCORE, score.score());
        return map;
    }

    /**
     * Whether there are log-densities.
     *
     * @return false for a score field
     */
    public boolean hasLogDensity() {
        return device.hasLogDensity();
    }

    /**
     * Scores the rows of a table.
     *
     * @param table rows with the columns the model was trained on
     * @return values in the order of the rows
     * @throws SsmException of kind DATA if the columns are others
     */
    public Values score(Table table) {
        device.model().preprocessing().checkColumns(table);
        return score(table.values());
    }

    /**
     * Scores rows.
     *
     * @param rows row-major [n,D], in the coordinates of the original columns
     * @return values in the order of the rows
     * @throws SsmException of kind DATA if the numbers are no rows of D
     */
    public Values score(double[] rows) {
        if (rows.length % dim != 0) {
            throw SsmException.data("found %d numbers, expected rows of %d columns", rows.length, dim);
        }
        int n = rows.length / dim;
        double[] z = device.model().preprocessing().toModel(rows);
        float[] narrow = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            narrow[i] = (float) z[i];
        }
        Map<String, double[]> targets = new LinkedHashMap<>();
        double[] logDensity = hasLogDensity() ? new double[n] : null;
        if (logDensity != null) {
            targets.put(LOG_DENSITY, logDensity);
        }
        double[] scores = new double[rows.length];
        targets.put(SCORE, scores);
        function.apply(narrow, n, device.model().config().get(Settings.SEED), 0, targets);
        if (logDensity != null) {
            double[] jacobian = device.model().preprocessing().logDetJacobian(rows);
            Arrays.setAll(logDensity, i -> logDensity[i] + jacobian[i]);
        }
        double[] original = device.model().preprocessing().scoreToOriginal(rows, scores);
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < dim; j++) {
                sum += original[i * dim + j] * original[i * dim + j];
            }
            norms[i] = Math.sqrt(sum);
        }
        return new Values(logDensity, original, norms);
    }

    @Override
    public void close() {
        function.close();
    }
}
