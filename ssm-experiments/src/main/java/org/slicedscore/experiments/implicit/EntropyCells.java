package org.slicedscore.experiments.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.experiments.paper.Solve;

/** The gradient of a Gaussian's entropy, by a score that is known or learned from samples, against theory. */
final class EntropyCells {
    static final String METHOD = "method";
    static final String KNOWN = "known";

    /** z = Aε + b in three dimensions, with scales and correlations of all signs. */
    static final double[][] FACTOR = {{1.5, 0, 0}, {0.8, 0.6, 0}, {-0.5, 0.4, 1.2}};

    static final double[] SHIFT = {1, -2, 0.5};

    private static final int FITTED = 64;
    private static final int FRESH = 128;

    private EntropyCells() {}

    static List<Cell> plan(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        int repeats = setup.quick() ? 500 : 10_000;
        for (String[] m : new String[][] {
            {KNOWN, "gaussian", "1"},
            {"sm", "gaussian", "1"},
            {"ssm-vr", "gaussian", "1"},
            {"ssm-vr", "gaussian", "4"},
            {"ssm-vr", "rademacher", "1"},
            {"ssm-vr", "rademacher", "4"}
        }) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put(Implicit.PART, Implicit.ENTROPY);
            settings.put(METHOD, m[0]);
            settings.put("projection", m[1]);
            settings.put("directions", m[2]);
            settings.put("fitted", m[0].equals(KNOWN) ? "0" : Integer.toString(FITTED));
            settings.put("fresh", Integer.toString(FRESH));
            settings.put("repeats", Integer.toString(repeats));
            // samples of its own, so that one unlucky draw does not show in all of them
            settings.put("seed", Integer.toString(cells.size() + 1));
            String id = m[0].equals(KNOWN) || m[0].equals("sm") ? m[0] : m[0] + "-" + m[1] + "-" + m[2];
            cells.add(new Cell(Implicit.ENTROPY + "-" + id, settings, repeats * 2e-3));
        }
        return cells;
    }

    /** A⁻ᵀ, the gradient of log |det A|. */
    static double[][] gradient() {
        int d = FACTOR.length;
        double[][] inverse = Solve.inverse(FACTOR);
        double[][] transposed = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                transposed[i][j] = inverse[j][i];
            }
        }
        return transposed;
    }

    static EntropyTheory theory(Cell cell) {
        boolean sliced = cell.get(METHOD).equals("ssm-vr");
        boolean signs = cell.get("projection").equals("rademacher");
        return new EntropyTheory(
                gradient(),
                cell.integer("fitted"),
                cell.integer("fresh"),
                !sliced || signs ? 0 : 2,
                sliced ? 1 : 0,
                cell.integer("directions"));
    }

    static Map<String, Object> run(Cell cell, Work work) {
        int repeats = cell.integer("repeats");
        double[][] gradients = new double[repeats][];
        try (EntropyTrial trial = new EntropyTrial(cell, work)) {
            for (int r = 0; r < repeats; r++) {
                if (r % 100 == 0) {
                    work.checkStop();
                    work.progress((double) r / repeats, "repeat " + r);
                }
                gradients[r] = trial.gradient(r);
            }
        }
        return summary(gradients);
    }

    private static Map<String, Object> summary(double[][] gradients) {
        int repeats = gradients.length;
        int entries = gradients[0].length;
        double[] truth =
                Arrays.stream(gradient()).flatMapToDouble(Arrays::stream).toArray();
        double length = Arrays.stream(truth).map(v -> v * v).sum();
        double[] mean = new double[entries];
        double[] variance = new double[entries];
        double[] error = new double[entries];
        double[] along = new double[repeats];
        double[] spread = new double[repeats];
        for (int i = 0; i < entries; i++) {
            double[] values = new double[repeats];
            double[] squares = new double[repeats];
            for (int r = 0; r < repeats; r++) {
                values[r] = gradients[r][i];
                along[r] += values[r] * truth[i] / length;
            }
            mean[i] = Estimate.of(values, repeats).mean();
            for (int r = 0; r < repeats; r++) {
                squares[r] = (values[r] - mean[i]) * (values[r] - mean[i]) * repeats / (repeats - 1);
                spread[r] += squares[r];
            }
            variance[i] = Estimate.of(squares, repeats).mean();
            error[i] = Estimate.of(squares, repeats).standardError();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mean", mean);
        values.put("variance", variance);
        values.put("variance_se", error);
        values.put("along", Estimate.of(along, repeats).mean());
        values.put("along_se", Estimate.of(along, repeats).standardError());
        values.put("total", Estimate.of(spread, repeats).mean());
        values.put("total_se", Estimate.of(spread, repeats).standardError());
        return values;
    }
}
